//! KNMI/TEMIS: the list of stations, a table on a web page. Free with acknowledgement.
//!
//! Columns are name with a relative link, longitude, latitude, in this order. The nearest station within
//! 300 km serves a place; its name and distance are shown.

use super::{About, Parsed, Source, SourceFault, Spot};
use crate::environment::model::Feed;
use html5gum::{Token, Tokenizer};

/// The feed.
pub struct Stations;

/// Further away than this, a station says nothing about a place.
pub const MOST_KILOMETRES: f64 = 300.0;

impl Source for Stations {
    fn feed(&self) -> Feed {
        Feed::UvStations
    }

    fn path(&self, _: &About) -> String {
        "/uvradiation/UVarchive/stations_uv.php".to_owned()
    }

    fn parse(&self, body: &[u8]) -> Result<Parsed, SourceFault> {
        let text = String::from_utf8_lossy(body);
        let mut parsed = Parsed::default();
        let mut table = Table::default();
        for token in Tokenizer::new(&*text) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => {
                    let link = tag.attributes.get(b"href".as_slice());
                    let link = link.map(|link| String::from_utf8_lossy(link).into_owned());
                    table.open(&tag.name, link);
                }
                Token::String(text) => table.text(&String::from_utf8_lossy(&text)),
                Token::EndTag(tag) if &**tag.name == b"table" => table.finish(),
                _ => {}
            }
        }
        table.finish();
        for row in table.rows {
            // Headings are no numbers and are passed over like broken rows.
            match row.spot() {
                Some(spot) => parsed.stations.push(spot),
                None => parsed.dropped += 1,
            }
        }
        if parsed.stations.is_empty() {
            return Err(SourceFault::Empty);
        }
        Ok(parsed)
    }
}

#[derive(Default)]
struct Cells {
    texts: Vec<String>,
    link: String,
}

impl Cells {
    fn spot(&self) -> Option<Spot> {
        let number = |place: usize| self.texts.get(place)?.trim().parse::<f64>().ok();
        let (longitude, latitude) = (number(1)?, number(2)?);
        let fits = (-180.0..=180.0).contains(&longitude) && (-90.0..=90.0).contains(&latitude);
        let name = self
            .texts
            .first()?
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        (fits && !name.is_empty()).then(|| Spot {
            name,
            latitude,
            longitude,
            elevation: None,
            link: self.link.clone(),
        })
    }
}

/// Rows of whatever tables the page has; tags that are not closed close themselves.
#[derive(Default)]
struct Table {
    rows: Vec<Cells>,
    current: Option<Cells>,
}

impl Table {
    fn open(&mut self, name: &[u8], link: Option<String>) {
        match name {
            b"tr" => {
                self.finish();
                self.current = Some(Cells::default());
            }
            b"td" | b"th" => {
                if let Some(row) = &mut self.current {
                    row.texts.push(String::new());
                }
            }
            b"a" => {
                if let (Some(row), Some(link)) = (&mut self.current, link)
                    && row.texts.len() == 1
                {
                    row.link = link;
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.current.as_mut().and_then(|row| row.texts.last_mut()) {
            cell.push_str(text);
        }
    }

    fn finish(&mut self) {
        if let Some(row) = self.current.take()
            && row.texts.len() >= 3
        {
            self.rows.push(row);
        }
    }
}

/// The nearest of `stations` within [`MOST_KILOMETRES`], with its distance.
#[must_use]
pub fn nearest(stations: &[Spot], latitude: f64, longitude: f64) -> Option<(&Spot, f64)> {
    stations
        .iter()
        .map(|spot| {
            let away = distance_kilometres((latitude, longitude), (spot.latitude, spot.longitude));
            (spot, away)
        })
        .filter(|(_, away)| *away <= MOST_KILOMETRES)
        .min_by(|one, other| one.1.total_cmp(&other.1))
}

/// Distance over the ground (haversine, mean radius of the Earth 6,371 km).
#[must_use]
pub fn distance_kilometres(from: (f64, f64), to: (f64, f64)) -> f64 {
    let (from, to) = (
        (from.0.to_radians(), from.1.to_radians()),
        (to.0.to_radians(), to.1.to_radians()),
    );
    let half = |angle: f64| (angle / 2.0).sin().powi(2);
    let square = half(to.0 - from.0) + from.0.cos() * to.0.cos() * half(to.1 - from.1);
    2.0 * 6_371.0 * square.sqrt().min(1.0).asin()
}
