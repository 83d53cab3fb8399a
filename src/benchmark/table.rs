//! The table: one row per figure, aligned columns, and whether the promise is kept.

/// Headings of the columns.
const HEADINGS: [&str; 5] = ["what", "figure", "limit", "ratio", "verdict"];

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row([String; 5]);

impl Row {
    /// A figure without a promise.
    pub fn note(what: impl Into<String>, figure: f64, unit: &str) -> Self {
        let empty = String::new;
        Self([what.into(), spell(figure, unit), empty(), empty(), empty()])
    }

    /// A figure that must not be above `limit`.
    pub fn at_most(what: impl Into<String>, figure: f64, limit: f64, unit: &str) -> Self {
        let mut row = Self::note(what, figure, unit);
        row.0[2] = format!("<= {}", spell(limit, unit));
        row.judge(figure <= limit)
    }

    /// A figure that must not be below `limit`.
    pub fn at_least(what: impl Into<String>, figure: f64, limit: f64, unit: &str) -> Self {
        let mut row = Self::note(what, figure, unit);
        row.0[2] = format!(">= {}", spell(limit, unit));
        row.judge(figure >= limit)
    }

    /// Sets the figure in relation to another one, such as that of a plain `INSERT`.
    #[must_use]
    pub fn beside(mut self, figure: f64, other: f64, name: &str) -> Self {
        if other > 0.0 {
            self.0[3] = format!("{:.2} x {name}", figure / other);
        }
        self
    }

    fn judge(mut self, is_kept: bool) -> Self {
        (if is_kept { "ok" } else { "over" }).clone_into(&mut self.0[4]);
        self
    }
}

/// A number with a sensible count of digits, thousands set apart, and its unit.
fn spell(figure: f64, unit: &str) -> String {
    let digits = if figure.abs() < 10.0 {
        format!("{figure:.2}")
    } else if figure.abs() < 100.0 {
        format!("{figure:.1}")
    } else {
        set_apart(&format!("{figure:.0}"))
    };
    format!("{digits} {unit}").trim_end().to_owned()
}

fn set_apart(digits: &str) -> String {
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The rows as aligned text; the column of figures is flush right.
pub fn render(rows: &[Row]) -> String {
    let headings = HEADINGS.map(str::to_owned);
    let lines: Vec<&[String; 5]> = std::iter::once(&headings)
        .chain(rows.iter().map(|row| &row.0))
        .collect();
    let widths: [usize; 5] = std::array::from_fn(|column| {
        lines
            .iter()
            .map(|line| line[column].chars().count())
            .max()
            .unwrap_or(0)
    });
    let mut text = String::new();
    for (number, line) in lines.iter().enumerate() {
        let cells: Vec<String> = line
            .iter()
            .zip(widths)
            .enumerate()
            .map(|(column, (cell, width))| match column {
                1 | 2 => format!("{cell:>width$}"),
                _ => format!("{cell:<width$}"),
            })
            .collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
        if number == 0 {
            let rules: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
            text.push_str(&rules.join("  "));
            text.push('\n');
        }
    }
    text
}
