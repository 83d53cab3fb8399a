//! What the report is asked for, what it says in numbers, and what stands on the sheet. Pure.

mod options;
mod report;
mod sheet;

pub use options::{Baseline, LateEntries, Paper, ReportForm, ReportOptions, Span};
pub use report::{
    ClassDays, ClassLine, FORMAT, Figure, Line, LostDays, Menstrual, Month, Preventive, Report,
    RuleSource, ScaleScore, SpanFigures,
};
pub use sheet::{BarChart, Block, MonthBars, Sheet, SheetTable};
