//! The report in words: what stands on the page, in the order in which it is read. The page on the
//! screen and the PDF are two drawings of the same sheet, so they cannot say different things.

/// Everything that stands on the report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The title.
    pub title: String,
    /// Code of the language in which it is written.
    pub language: String,
    /// Lines under the title.
    pub facts: Vec<String>,
    /// Words before lines that are filled in by hand, such as the name.
    pub by_hand: Vec<String>,
    /// The parts, in order.
    pub blocks: Vec<Block>,
    /// What stands at the foot of every page.
    pub foot: String,
    /// What stands before and after the number of the page: "Page" and "of".
    pub page_words: [String; 2],
}

/// One part of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading of the second level.
    Heading(String),
    /// A sentence or several.
    Paragraph(String),
    /// A table.
    Table(SheetTable),
    /// A list with numbers, such as the patient's questions.
    Numbered(Vec<String>),
    /// Bars.
    Chart(BarChart),
    /// Two columns; the left one is read first.
    Pair(Vec<Block>, Vec<Block>),
    /// Small print that marks in the sheet point to: each with its mark.
    Notes(Vec<(String, String)>),
}

/// A table whose first column names its rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetTable {
    /// What it shows.
    pub caption: String,
    /// Headings of the columns.
    pub headings: Vec<String>,
    /// Rows with as many cells as there are headings.
    pub rows: Vec<Vec<String>>,
    /// Room that the first column takes, in percent of the width (10 to 90); the others share the rest.
    pub first_percent: u8,
}

/// Bars for one month after the other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BarChart {
    /// What it shows.
    pub caption: String,
    /// The same in a sentence, for those who do not see it.
    pub sentence: String,
    /// What the bars of a month count, in order; at most three.
    pub key: Vec<String>,
    /// The months, in order.
    pub months: Vec<MonthBars>,
    /// The value at the top of the drawing, at least 1.
    pub top: u32,
}

/// The bars of one month.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MonthBars {
    /// Name of the month.
    pub label: String,
    /// A second line under it.
    pub detail: String,
    /// One value for each line of the key.
    pub values: Vec<u32>,
}
