//! The three themes and how a cookie names them.
//!
//! To add a theme: a variant here and a block with the same tokens in `style/tokens.css`; the tests
//! compare the two and compute the contrasts.

/// A set of colours, chosen by the patient and kept in a cookie so that the first byte is right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Near-black grey-green with dim green: the colour that hurts least during an attack.
    #[default]
    DimGreen,
    /// Near-black grey, nearly without colour.
    DimNeutral,
    /// Soft paper for daylight.
    Paper,
}

impl Theme {
    /// Every theme, in the order in which a choice shows them.
    pub const ALL: [Self; 3] = [Self::DimGreen, Self::DimNeutral, Self::Paper];

    /// Name of the cookie that keeps the choice.
    pub const COOKIE_NAME: &'static str = "theme";

    /// The value of the cookie, of the form field and of the attribute `data-theme` on `<html>`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DimGreen => "dim-green",
            Self::DimNeutral => "dim-neutral",
            Self::Paper => "paper",
        }
    }

    /// The theme with this name, exactly as [`Theme::name`] gives it.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }

    /// The theme of a request: what its cookie names, otherwise the default.
    pub fn from_cookie(value: Option<&str>) -> Self {
        value.and_then(Self::parse).unwrap_or_default()
    }

    /// Content of `<meta name="color-scheme">`: keeps the canvas dark before the style sheet is there.
    pub const fn color_scheme(self) -> &'static str {
        match self {
            Self::DimGreen | Self::DimNeutral => "dark",
            Self::Paper => "light",
        }
    }

    /// Content of `<meta name="theme-color">`: the page ground, as in `style/tokens.css`.
    pub const fn ground(self) -> &'static str {
        match self {
            Self::DimGreen => "#191f1c",
            Self::DimNeutral => "#1d1e1d",
            Self::Paper => "#e4e4d9",
        }
    }
}
