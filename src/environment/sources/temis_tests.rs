//! TEMIS: a station's file and the list.

use super::{SourceFault, nearest, source};
use crate::environment::model::{Feed, Quantity};

const FILE: &str = "# TEMIS v2.0 UV index and UV dose overpass file\n\
# Station name     = Vilnius\n# Station lon, lat = 25.28, 54.69\n# No-data entry = -1.000\n\
# YYYYMMDD    UVIEF UVIEFerr  UVDEF UVDEFerr  UVDEC UVDECerr  UVDVF UVDVFerr  UVDVC UVDVCerr  UVDDF UVDDFerr  UVDDC UVDDCerr  CMF    ozone\n  \
20020701    5.935   0.409   3.755   0.299  -1.000  -1.000   6.479   0.738  -1.000  -1.000   1.586   0.252  -1.000  -1.000  -1.000  348.6\n  \
20020702    0.000   0.409   3.885   0.299   2.500  -1.000   6.781   0.735  -1.000  -1.000   1.694   0.252  -1.000  -1.000   0.700  338.3\n";

#[test]
fn columns_are_found_by_their_names() {
    let parsed = source(Feed::UvOverpass).parse(FILE.as_bytes()).unwrap();
    let at = |quantity: Quantity, place: usize| parsed.of(quantity).unwrap().points[place].value;
    assert_eq!(at(Quantity::NoonUvIndex, 0), Some(5.935));
    assert_eq!(at(Quantity::NoonUvIndex, 1), Some(0.0));
    assert_eq!(at(Quantity::UvDose, 0), None);
    assert_eq!(at(Quantity::UvDose, 1), Some(2.5));
    assert_eq!(at(Quantity::OzoneColumn, 0), Some(348.6));
    assert_eq!(parsed.dropped, 0);
    let spot = parsed.spot.as_ref().unwrap();
    assert_eq!(
        (spot.name.as_str(), spot.latitude, spot.longitude),
        ("Vilnius", 54.69, 25.28)
    );
    // Solar noon in Vilnius is 1 h 41 min before noon in UTC.
    let noon = parsed.of(Quantity::OzoneColumn).unwrap().points[0].at;
    assert_eq!(noon.to_string(), "2002-07-01T10:18:53Z");
}

#[test]
fn a_letter_in_a_number_is_missing_and_counted() {
    let file = FILE.replace("348.6", "3a8.6");
    let parsed = source(Feed::UvOverpass).parse(file.as_bytes()).unwrap();
    assert_eq!(
        parsed.of(Quantity::OzoneColumn).unwrap().points[0].value,
        None
    );
    assert_eq!(parsed.dropped, 1);
}

#[test]
fn a_file_s_faults_are_typed() {
    let parse = |body: &str| source(Feed::UvOverpass).parse(body.as_bytes());
    assert_eq!(parse(&FILE[..FILE.len() - 30]), Err(SourceFault::Truncated));
    assert_eq!(parse(""), Err(SourceFault::Missing("Station")));
    assert_eq!(
        parse("# Station lon, lat = 25.28, 54.69\n"),
        Err(SourceFault::Missing("YYYYMMDD"))
    );
    assert_eq!(parse("<!doctype html>"), Err(SourceFault::WebPage));
}

#[test]
fn the_list_names_longitude_before_latitude() {
    let page = "<html><body><table><tr><th>Station<th>Lon<th>Lat</tr>\
        <tr><td><a href=\"../overpass/uv_a.dat\">Station&nbsp;1</a></td><td>10.5</td><td> 20.5 </td></tr>\
        <tr><td>Far</td><td>100</td><td>-45</td></tr><tr><td>Broken</td><td>x</td><td>1</td></tr></table>";
    let parsed = source(Feed::UvStations).parse(page.as_bytes()).unwrap();
    assert_eq!(parsed.stations.len(), 2);
    let first = &parsed.stations[0];
    assert_eq!(first.link, "../overpass/uv_a.dat");
    assert_eq!((first.longitude, first.latitude), (10.5, 20.5));
    assert_eq!(first.name, "Station 1");
    assert_eq!(parsed.stations[1].link, "");
    assert_eq!(parsed.dropped, 2);
    assert_eq!(source(Feed::UvStations).parse(b""), Err(SourceFault::Empty));
}

#[test]
fn the_nearest_station_lies_within_its_reach() {
    let page = "<table><tr><td>A<td>0<td>0<tr><td>B<td>10<td>10</table>";
    let stations = source(Feed::UvStations)
        .parse(page.as_bytes())
        .unwrap()
        .stations;
    let (spot, away) = nearest(&stations, 10.1, 10.1).unwrap();
    assert_eq!(spot.name, "B");
    assert!((15.0..17.0).contains(&away));
    assert!(nearest(&stations, 50.0, 50.0).is_none());
}
