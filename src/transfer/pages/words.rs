//! The words for every code of a transfer, in the language of the page.

use crate::{
    account::parts::ProblemNotice,
    problem::Problem,
    text,
    transfer::model::{
        DateCertainty, DateOrder, DecimalMark, Delimiter, Encoding, FaultReason, Field,
        FileProblem, MappingReason, NoticeReason, Preset,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The problem that the address names, after a form was refused.
pub(super) fn query_problem() -> Option<impl IntoView> {
    let code = use_query_map().read().get("problem")?;
    Some(view! { <ProblemNotice problem=Problem::parse(&code) /> })
}

/// The words for a [`FileProblem`].
pub(super) fn file_problem_text(value: FileProblem) -> &'static str {
    match value {
        FileProblem::Empty => text!(transfer.file_empty),
        FileProblem::NoRows => text!(transfer.file_no_rows),
        FileProblem::NotText => text!(transfer.file_not_text),
        FileProblem::TooManyColumns => text!(transfer.file_too_many_columns),
        FileProblem::NotOurDocument => text!(transfer.file_not_our_document),
        FileProblem::UnknownVersion => text!(transfer.file_unknown_version),
    }
}

/// The words for a [`FaultReason`].
pub(super) fn fault_text(value: FaultReason) -> &'static str {
    match value {
        FaultReason::CellCount => text!(transfer.fault_cell_count),
        FaultReason::DateMissing => text!(transfer.fault_date_missing),
        FaultReason::DateUnreadable => text!(transfer.fault_date_unreadable),
        FaultReason::DateImpossible => text!(transfer.fault_date_impossible),
        FaultReason::DateTooEarly => text!(transfer.fault_date_too_early),
        FaultReason::DateInFuture => text!(transfer.fault_date_in_future),
        FaultReason::DuplicateDay => text!(transfer.fault_duplicate_day),
        FaultReason::DuplicateStart => text!(transfer.fault_duplicate_start),
        FaultReason::DuplicateId => text!(transfer.fault_duplicate_id),
        FaultReason::TimeUnreadable => text!(transfer.fault_time_unreadable),
        FaultReason::EndBeforeStart => text!(transfer.fault_end_before_start),
        FaultReason::HeadacheUnreadable => text!(transfer.fault_headache_unreadable),
        FaultReason::Contradiction => text!(transfer.fault_contradiction),
        FaultReason::SeverityUnmapped => text!(transfer.fault_severity_unmapped),
        FaultReason::CountUnreadable => text!(transfer.fault_count_unreadable),
        FaultReason::CountOutOfRange => text!(transfer.fault_count_out_of_range),
        FaultReason::TextTooLong => text!(transfer.fault_text_too_long),
        FaultReason::TooMany => text!(transfer.fault_too_many),
        FaultReason::KindUnknown => text!(transfer.fault_kind_unknown),
        FaultReason::IdUnreadable => text!(transfer.fault_id_unreadable),
        FaultReason::ValueUnreadable => text!(transfer.fault_value_unreadable),
    }
}

/// The words for a [`NoticeReason`].
pub(super) fn notice_text(value: NoticeReason) -> &'static str {
    match value {
        NoticeReason::HeadacheNumber => text!(transfer.notice_headache_number),
        NoticeReason::EndUnknown => text!(transfer.notice_end_unknown),
    }
}

/// The words for a [`MappingReason`].
pub(super) fn mapping_reason_text(value: MappingReason) -> &'static str {
    match value {
        MappingReason::Absent => text!(transfer.mapping_absent),
        MappingReason::Unknown => text!(transfer.mapping_unknown),
        MappingReason::ColumnCount => text!(transfer.mapping_column_count),
        MappingReason::Repeated => text!(transfer.mapping_repeated),
        MappingReason::DateNeeded => text!(transfer.mapping_date_needed),
        MappingReason::DateIncomplete => text!(transfer.mapping_date_incomplete),
        MappingReason::DateTwice => text!(transfer.mapping_date_twice),
        MappingReason::DateOrderNeeded => text!(transfer.mapping_date_order_needed),
        MappingReason::StartNeeded => text!(transfer.mapping_start_needed),
        MappingReason::CountBesideStart => text!(transfer.mapping_count_beside_start),
        MappingReason::NotOwn => text!(transfer.mapping_not_own),
        MappingReason::NothingMapped => text!(transfer.mapping_nothing_mapped),
    }
}

/// The words for a [`Field`].
pub(super) fn field_text(value: Field) -> &'static str {
    match value {
        Field::Ignore => text!(transfer.field_ignore),
        Field::Date => text!(transfer.field_date),
        Field::Year => text!(transfer.field_year),
        Field::Month => text!(transfer.field_month),
        Field::Day => text!(transfer.field_day),
        Field::Start => text!(transfer.field_start),
        Field::End => text!(transfer.field_end),
        Field::Headache => text!(transfer.field_headache),
        Field::Severity => text!(transfer.field_severity),
        Field::MedicineCount => text!(transfer.field_medicine_count),
        Field::MedicineName => text!(transfer.field_medicine_name),
        Field::Notes => text!(transfer.field_notes),
    }
}

/// The words for a [`Preset`].
pub(super) fn preset_text(value: Preset) -> &'static str {
    match value {
        Preset::Own => text!(transfer.preset_own),
        Preset::Daily => text!(transfer.preset_daily),
        Preset::Free => text!(transfer.preset_free),
    }
}

/// The words for a [`DateOrder`].
pub(super) fn order_text(value: DateOrder) -> &'static str {
    match value {
        DateOrder::Ymd => text!(transfer.order_ymd),
        DateOrder::Dmy => text!(transfer.order_dmy),
        DateOrder::Mdy => text!(transfer.order_mdy),
    }
}

/// The words for a [`DateCertainty`].
pub(super) fn certainty_text(value: DateCertainty) -> &'static str {
    match value {
        DateCertainty::Certain => text!(transfer.certainty_certain),
        DateCertainty::Suggested => text!(transfer.certainty_suggested),
        DateCertainty::Ambiguous => text!(transfer.certainty_ambiguous),
        DateCertainty::Unneeded => text!(transfer.certainty_unneeded),
    }
}

/// The words for a [`DecimalMark`].
pub(super) fn decimal_text(value: DecimalMark) -> &'static str {
    match value {
        DecimalMark::Point => text!(transfer.decimal_point),
        DecimalMark::Comma => text!(transfer.decimal_comma),
    }
}

/// The words for a [`Delimiter`].
pub(super) fn delimiter_text(value: Delimiter) -> &'static str {
    match value {
        Delimiter::Comma => text!(transfer.delimiter_comma),
        Delimiter::Semicolon => text!(transfer.delimiter_semicolon),
        Delimiter::Tab => text!(transfer.delimiter_tab),
        Delimiter::Pipe => text!(transfer.delimiter_pipe),
    }
}

/// The words for a [`Encoding`].
pub(super) fn encoding_text(value: Encoding) -> &'static str {
    match value {
        Encoding::Utf8 => text!(transfer.encoding_utf_8),
        Encoding::Utf16Le => text!(transfer.encoding_utf_16le),
        Encoding::Utf16Be => text!(transfer.encoding_utf_16be),
        Encoding::Windows1252 => text!(transfer.encoding_windows_1252),
        Encoding::Windows1250 => text!(transfer.encoding_windows_1250),
        Encoding::Windows1251 => text!(transfer.encoding_windows_1251),
        Encoding::Windows1253 => text!(transfer.encoding_windows_1253),
        Encoding::Windows1254 => text!(transfer.encoding_windows_1254),
    }
}
