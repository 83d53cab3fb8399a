//! Whom to call, by country: emergency numbers for medical help, and lines for people in a crisis.
//!
//! Emergency numbers: 112 in the European Union and the European Economic Area by Directive (EU) 2018/1972,
//! Article 109; elsewhere the national numbering plans that the ITU publishes (ITU-T E.129), compared with
//! the patterns of libphonenumber. Crisis lines: the sites of their operators. To change one: its line in
//! the table; `REVIEWED` says when all were looked at.

use crate::attacks::model::{UnknownCode, choices};
use serde::{Deserialize, Serialize};

/// The year and month in which the table was last looked at as a whole.
pub const REVIEWED: &str = "2026-11";

/// Works on most mobile phones in the world (3GPP TS 22.101, clause 10.1.1), and in much of Europe on any.
pub const ANYWHERE: &str = "112";

choices! {
    /// Who says that a number is the right one.
    NumberSource {
        /// Directive (EU) 2018/1972, Article 109.
        European = "eu",
        /// National numbering plans published by the ITU.
        National = "itu",
    }
}

/// A country with its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-2 code.
    pub code: &'static str,
    /// Numbers for an ambulance, the one to try first at the front.
    pub numbers: &'static [&'static str],
    /// Who says so.
    pub source: NumberSource,
    /// A line for people in a crisis: its own name and its number.
    pub crisis: Option<(&'static str, &'static str)>,
}

const fn country(
    code: &'static str,
    numbers: &'static [&'static str],
    source: NumberSource,
    crisis: Option<(&'static str, &'static str)>,
) -> Country {
    Country {
        code,
        numbers,
        source,
        crisis,
    }
}

impl Country {
    /// The country of an ISO 3166-1 alpha-2 code.
    #[must_use]
    pub fn of(code: &str) -> Option<&'static Self> {
        COUNTRIES.iter().find(|country| country.code == code)
    }
}

/// Every country of the table, in the order of their English names.
pub const COUNTRIES: &[Country] = &[
    country("AL", &["127", "112"], NumberSource::National, None),
    country("DZ", &["14", "112"], NumberSource::National, None),
    country(
        "AR",
        &["107", "911"],
        NumberSource::National,
        Some(("Centro de Asistencia al Suicida", "135")),
    ),
    country("AM", &["103"], NumberSource::National, None),
    country(
        "AU",
        &["000", "112"],
        NumberSource::National,
        Some(("Lifeline", "13 11 14")),
    ),
    country(
        "AT",
        &["144", "112"],
        NumberSource::European,
        Some(("Telefonseelsorge", "142")),
    ),
    country("AZ", &["103", "112"], NumberSource::National, None),
    country("BH", &["999"], NumberSource::National, None),
    country("BD", &["999"], NumberSource::National, None),
    country("BY", &["103", "112"], NumberSource::National, None),
    country(
        "BE",
        &["112"],
        NumberSource::European,
        Some(("Zelfmoordlijn", "1813")),
    ),
    country("BO", &["118"], NumberSource::National, None),
    country("BA", &["124"], NumberSource::National, None),
    country("BR", &["192"], NumberSource::National, Some(("CVV", "188"))),
    country("BG", &["112"], NumberSource::European, None),
    country("KH", &["119"], NumberSource::National, None),
    country(
        "CA",
        &["911"],
        NumberSource::National,
        Some(("9-8-8", "988")),
    ),
    country(
        "CL",
        &["131"],
        NumberSource::National,
        Some(("Línea de Prevención del Suicidio", "*4141")),
    ),
    country("CN", &["120"], NumberSource::National, None),
    country("CO", &["123"], NumberSource::National, None),
    country("CR", &["911"], NumberSource::National, None),
    country(
        "HR",
        &["112", "194"],
        NumberSource::European,
        Some(("Plavi telefon", "01 4833 888")),
    ),
    country("CY", &["112"], NumberSource::European, None),
    country(
        "CZ",
        &["155", "112"],
        NumberSource::European,
        Some(("Linka první psychické pomoci", "116 123")),
    ),
    country(
        "DK",
        &["112"],
        NumberSource::European,
        Some(("Livslinien", "70 201 201")),
    ),
    country("DO", &["911"], NumberSource::National, None),
    country("EC", &["911"], NumberSource::National, None),
    country("EG", &["123"], NumberSource::National, None),
    country("SV", &["911"], NumberSource::National, None),
    country("EE", &["112"], NumberSource::European, None),
    country(
        "FI",
        &["112"],
        NumberSource::European,
        Some(("MIELI", "09 2525 0111")),
    ),
    country(
        "FR",
        &["15", "112"],
        NumberSource::European,
        Some(("3114", "3114")),
    ),
    country("GE", &["112"], NumberSource::National, None),
    country(
        "DE",
        &["112"],
        NumberSource::European,
        Some(("TelefonSeelsorge", "0800 111 0 111")),
    ),
    country("GH", &["193", "112"], NumberSource::National, None),
    country(
        "GR",
        &["166", "112"],
        NumberSource::European,
        Some(("Klimaka", "1018")),
    ),
    country("GT", &["123"], NumberSource::National, None),
    country("HN", &["911", "199"], NumberSource::National, None),
    country(
        "HK",
        &["999"],
        NumberSource::National,
        Some(("18111", "18111")),
    ),
    country(
        "HU",
        &["112", "104"],
        NumberSource::European,
        Some(("Lelki elsősegély", "116 123")),
    ),
    country(
        "IS",
        &["112"],
        NumberSource::European,
        Some(("Hjálparsími Rauða krossins", "1717")),
    ),
    country(
        "IN",
        &["112", "108"],
        NumberSource::National,
        Some(("Tele-MANAS", "14416")),
    ),
    country("ID", &["112", "119"], NumberSource::National, None),
    country("IR", &["115"], NumberSource::National, None),
    country("IQ", &["122"], NumberSource::National, None),
    country(
        "IE",
        &["112", "999"],
        NumberSource::European,
        Some(("Samaritans", "116 123")),
    ),
    country(
        "IL",
        &["101"],
        NumberSource::National,
        Some(("ERAN", "1201")),
    ),
    country(
        "IT",
        &["112", "118"],
        NumberSource::European,
        Some(("Telefono Amico", "02 2327 2327")),
    ),
    country("JM", &["110"], NumberSource::National, None),
    country(
        "JP",
        &["119"],
        NumberSource::National,
        Some(("Yorisoi Hotline", "0120 279 338")),
    ),
    country("JO", &["911"], NumberSource::National, None),
    country("KZ", &["103", "112"], NumberSource::National, None),
    country("KE", &["999", "112"], NumberSource::National, None),
    country("KW", &["112"], NumberSource::National, None),
    country("LV", &["113", "112"], NumberSource::European, None),
    country("LB", &["140", "112"], NumberSource::National, None),
    country(
        "LI",
        &["144", "112"],
        NumberSource::European,
        Some(("Die Dargebotene Hand", "143")),
    ),
    country(
        "LT",
        &["112"],
        NumberSource::European,
        Some(("Vilties linija", "116 123")),
    ),
    country(
        "LU",
        &["112"],
        NumberSource::European,
        Some(("SOS Détresse", "454545")),
    ),
    country(
        "MY",
        &["999"],
        NumberSource::National,
        Some(("HEAL", "15555")),
    ),
    country("MT", &["112"], NumberSource::European, None),
    country(
        "MX",
        &["911"],
        NumberSource::National,
        Some(("Línea de la Vida", "800 911 2000")),
    ),
    country("MD", &["112"], NumberSource::National, None),
    country("MC", &["18", "112"], NumberSource::National, None),
    country("ME", &["124", "112"], NumberSource::National, None),
    country("MA", &["15", "150"], NumberSource::National, None),
    country("NP", &["102"], NumberSource::National, None),
    country(
        "NL",
        &["112"],
        NumberSource::European,
        Some(("113 Zelfmoordpreventie", "113")),
    ),
    country(
        "NZ",
        &["111"],
        NumberSource::National,
        Some(("1737", "1737")),
    ),
    country("NG", &["112", "199"], NumberSource::National, None),
    country("MK", &["194", "112"], NumberSource::National, None),
    country(
        "NO",
        &["113", "112"],
        NumberSource::European,
        Some(("Mental Helse", "116 123")),
    ),
    country("OM", &["9999"], NumberSource::National, None),
    country("PK", &["1122", "115"], NumberSource::National, None),
    country("PA", &["911"], NumberSource::National, None),
    country("PY", &["911"], NumberSource::National, None),
    country("PE", &["106", "116"], NumberSource::National, None),
    country(
        "PH",
        &["911"],
        NumberSource::National,
        Some(("NCMH Crisis Hotline", "1553")),
    ),
    country(
        "PL",
        &["112", "999"],
        NumberSource::European,
        Some(("Telefon zaufania", "116 123")),
    ),
    country(
        "PT",
        &["112"],
        NumberSource::European,
        Some(("Linha 1411", "1411")),
    ),
    country("QA", &["999"], NumberSource::National, None),
    country(
        "RO",
        &["112"],
        NumberSource::European,
        Some(("Telverde Antisuicid", "0800 801 200")),
    ),
    country("RU", &["103", "112"], NumberSource::National, None),
    country("RW", &["912", "112"], NumberSource::National, None),
    country("SA", &["997", "911"], NumberSource::National, None),
    country("SN", &["1515", "18"], NumberSource::National, None),
    country("RS", &["194", "112"], NumberSource::National, None),
    country(
        "SG",
        &["995"],
        NumberSource::National,
        Some(("Samaritans of Singapore", "1767")),
    ),
    country("SK", &["155", "112"], NumberSource::European, None),
    country(
        "SI",
        &["112"],
        NumberSource::European,
        Some(("Zaupni telefon Samarijan", "116 123")),
    ),
    country(
        "ZA",
        &["10177", "112"],
        NumberSource::National,
        Some(("SADAG", "0800 567 567")),
    ),
    country("KR", &["119"], NumberSource::National, Some(("109", "109"))),
    country(
        "ES",
        &["112"],
        NumberSource::European,
        Some(("Línea 024", "024")),
    ),
    country("LK", &["1990", "110"], NumberSource::National, None),
    country(
        "SE",
        &["112"],
        NumberSource::European,
        Some(("Mind Självmordslinjen", "90101")),
    ),
    country(
        "CH",
        &["144", "112"],
        NumberSource::National,
        Some(("Die Dargebotene Hand, La Main Tendue", "143")),
    ),
    country(
        "TW",
        &["119"],
        NumberSource::National,
        Some(("1925", "1925")),
    ),
    country("TZ", &["112"], NumberSource::National, None),
    country(
        "TH",
        &["1669"],
        NumberSource::National,
        Some(("1323", "1323")),
    ),
    country("TT", &["811", "990"], NumberSource::National, None),
    country("TN", &["190"], NumberSource::National, None),
    country("TR", &["112"], NumberSource::National, None),
    country("UG", &["999", "112"], NumberSource::National, None),
    country(
        "UA",
        &["103", "112"],
        NumberSource::National,
        Some(("Lifeline Ukraine", "7333")),
    ),
    country("AE", &["998", "112"], NumberSource::National, None),
    country(
        "GB",
        &["999", "112"],
        NumberSource::National,
        Some(("Samaritans", "116 123")),
    ),
    country(
        "US",
        &["911"],
        NumberSource::National,
        Some(("988 Suicide & Crisis Lifeline", "988")),
    ),
    country(
        "UY",
        &["911"],
        NumberSource::National,
        Some(("Línea Vida", "0800 0767")),
    ),
    country("UZ", &["103"], NumberSource::National, None),
    country("VE", &["911", "171"], NumberSource::National, None),
    country("VN", &["115"], NumberSource::National, None),
    country("ZM", &["991", "112"], NumberSource::National, None),
    country("ZW", &["994", "999"], NumberSource::National, None),
];
