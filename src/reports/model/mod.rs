//! What the pages of the reports show: plain numbers, days and codes, made by the server.
//!
//! To add a count: nothing here, rules bring their code and their value with them; a new kind of value
//! is a variant of [`ValueView`] and a sentence on the page.

mod figures;
mod month;
mod span;
mod statistics;
mod timeline;

pub use figures::{
    CountsView, DefinitionView, EvidenceDay, EvidenceEntry, EvidenceKind, EvidenceView, FigureView,
    MonthRow, OveruseBand, OveruseView, ValueView,
};
pub use month::{
    DayMark, DayOfMonth, MigraineDefinition, MonthOfYear, MonthView, YearDayView, YearView,
};
pub use span::{SpanChoice, SpanFault, SpanQuery, SpanView};
pub use statistics::{Amount, DurationView, StatisticsView};
pub use timeline::{
    HoursOfDay, MonthCount, TimelineDay, TimelineEvent, TimelineEventKind, TimelineStretch,
    TimelineView,
};
