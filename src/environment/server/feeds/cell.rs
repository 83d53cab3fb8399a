//! Coarse cells: the only places that the shared tables know.

use std::fmt;

/// Key of what is the same for the whole world.
pub const WORLD: &str = "world";

/// A cell of a grid, named by its middle in hundredths of a degree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cell {
    latitude: i32,
    longitude: i32,
}

impl Cell {
    /// The cell of a grid of so many tenths of a degree around a point.
    #[must_use]
    pub fn of(latitude: f64, longitude: f64, tenths: u32) -> Self {
        let step = f64::from(tenths.max(1)) / 10.0;
        // Whole numbers far below what fits.
        #[expect(
            clippy::cast_possible_truncation,
            reason = "degrees in hundredths fit with room to spare"
        )]
        let snap = |degrees: f64| ((degrees / step).round() * step * 100.0).round() as i32;
        Self {
            latitude: snap(latitude.clamp(-90.0, 90.0)).clamp(-9_000, 9_000),
            longitude: snap(longitude.clamp(-180.0, 180.0)).clamp(-18_000, 18_000),
        }
    }

    /// Its middle, degrees north.
    #[must_use]
    pub fn latitude(self) -> f64 {
        f64::from(self.latitude) / 100.0
    }

    /// Its middle, degrees east.
    #[must_use]
    pub fn longitude(self) -> f64 {
        f64::from(self.longitude) / 100.0
    }

    /// The key in the tables.
    #[must_use]
    pub fn key(self) -> String {
        self.to_string()
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:.2},{:.2}", self.latitude(), self.longitude())
    }
}
