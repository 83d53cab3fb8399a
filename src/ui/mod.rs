//! The design system: themes and the components that every page is built of.
//!
//! Owns the look, nothing else: no domain knowledge and no text of its own, every string comes in as a
//! property or as children. Colours and sizes stand in `style/`, in classes named like the components.
//! Nothing here needs JavaScript: what can be pressed is a link or the submit button of a form.
//!
//! To add a component: a file here, its class in `style/`, a line in the re-exports below, and a test
//! of the attributes that matter in `tests.rs`.

mod banner;
mod bar_chart;
mod button;
mod card;
mod chart;
mod chip;
mod counts;
mod day_strip;
mod field;
mod icon;
mod level_curve;
mod line_chart;
mod list;
mod month_grid;
mod nav;
mod notice;
mod page;
mod shape;
mod shown_value;
mod sparkline;
mod table;
mod theme;
mod tile;
mod undo_bar;
mod year_heat_map;

pub use banner::{Banner, BannerKind};
pub use bar_chart::BarChart;
pub use button::{AttackButton, Button, ButtonKind, ButtonLink};
pub use card::{Card, CardKind};
pub use chart::{ChartData, Series};
pub use chip::{CheckChip, Chip, ChipRow};
pub use counts::{Count, Counts};
pub use day_strip::{DayStrip, Stretch};
pub use field::{
    CheckField, ChoiceGroup, FileField, InputKind, RadioField, SelectField, SelectOption, TextArea,
    TextField,
};
pub use icon::{Glyph, Icon};
pub use level_curve::{AxisLabel, LevelCurve, LevelPoint, TimeMark};
pub use line_chart::LineChart;
pub use list::{RecordLink, RecordList};
pub use month_grid::{DayCell, MonthGrid, Weekday};
pub use nav::{NavBar, NavLink};
pub use notice::{Notice, NoticeKind};
pub use page::{MainArea, PageHeading, PageLayout, Pager, PagerLink, Section, SkipLink};
pub use shape::{DayShape, Shape};
pub use sparkline::Sparkline;
pub use table::{Table, TableLayout};
pub use theme::Theme;
pub use tile::{TileButton, TileGrid, TileGroup};
pub use undo_bar::UndoBar;
pub use year_heat_map::{YearDay, YearHeatMap, YearKey, YearMonth};

#[cfg(test)]
mod chart_tests;
#[cfg(test)]
mod style_tests;
#[cfg(test)]
mod tests;
