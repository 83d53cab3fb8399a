//! The code on a pack: read from what was typed or scanned, with its check digit proved.
//!
//! Numbers after the GS1 General Specifications (GTIN-8, -12, -13, -14); a pharmacy product number (PPN)
//! after the IFA specification of the PPN code for German packs; a national number inside a GTIN-14
//! (NTIN) is a GTIN like any other.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A checked code. Two ways to write the same number compare equal.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PackCode(String);

/// Why a code was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PackCodeFault {
    /// Nothing was typed.
    Missing,
    /// It holds something other than digits.
    NotDigits,
    /// No pack code has so many digits.
    WrongLength,
    /// The last digit does not fit the others: one of them is wrong.
    CheckDigit,
}

impl fmt::Display for PackCodeFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Missing => "no code",
            Self::NotDigits => "not digits",
            Self::WrongLength => "wrong length",
            Self::CheckDigit => "wrong check digit",
        })
    }
}

impl std::error::Error for PackCodeFault {}

/// Digits of a GTIN-14, the longest; shorter ones are filled up with zeros in front.
const LONGEST: usize = 14;

/// The lengths of a GTIN, in digits.
const LENGTHS: [usize; 4] = [8, 12, 13, 14];

/// Characters of a PPN that holds a German pharmacy number: agency `11`, eight digits, two check digits.
const PPN_LENGTH: usize = 12;

/// The agency of German pharmacy numbers.
const PPN_AGENCY: &str = "11";

impl PackCode {
    /// Reads a code as typed: spaces and dashes are left out, a GS1 element string
    /// `(01)GTIN(17)expiry(10)lot` yields its GTIN, `9N` or `PPN` in front marks a PPN.
    ///
    /// # Errors
    /// [`PackCodeFault`] with the reason.
    pub fn parse(typed: &str) -> Result<Self, PackCodeFault> {
        let code: String = typed
            .chars()
            .filter(|letter| !letter.is_whitespace() && *letter != '-')
            .collect();
        let upper = code.to_ascii_uppercase();
        for mark in ["9N", "PPN"] {
            if let Some(number) = upper.strip_prefix(mark) {
                return Self::ppn(number.trim_start_matches([':', '=']));
            }
        }
        if let Some(rest) = code.strip_prefix("(01)") {
            let gtin: String = rest.chars().take(LONGEST).collect();
            return Self::gtin(&gtin);
        }
        Self::gtin(&code)
    }

    /// Reads what a scanner found: plain digits, or a GS1 string whose first part is `01` and a GTIN-14.
    ///
    /// # Errors
    /// [`PackCodeFault`] with the reason.
    pub fn scanned(found: &str) -> Result<Self, PackCodeFault> {
        // FNC1 may stand in front, as the group separator or as the symbology's identifier.
        let found = found.trim_start_matches(['\u{1d}', '\u{e8}']);
        let found = found.strip_prefix("]d2").unwrap_or(found);
        let gs1 = found
            .strip_prefix("01")
            .filter(|_| found.len() > LONGEST)
            .and_then(|rest| rest.get(..LONGEST));
        match gs1 {
            Some(gtin) => Self::gtin(gtin),
            None => found
                .split('\u{1d}')
                .find_map(|part| part.strip_prefix("9N"))
                .map_or_else(|| Self::parse(found), Self::ppn),
        }
    }

    fn gtin(code: &str) -> Result<Self, PackCodeFault> {
        if code.is_empty() {
            return Err(PackCodeFault::Missing);
        }
        if !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(PackCodeFault::NotDigits);
        }
        if !LENGTHS.contains(&code.len()) {
            return Err(PackCodeFault::WrongLength);
        }
        // From the right, after the check digit, the weights are 3, 1, 3, 1, ...; the whole sum is a
        // multiple of ten.
        let sum: u32 = code
            .bytes()
            .rev()
            .enumerate()
            .map(|(place, byte)| u32::from(byte - b'0') * if place % 2 == 1 { 3 } else { 1 })
            .sum();
        if !sum.is_multiple_of(10) {
            return Err(PackCodeFault::CheckDigit);
        }
        Ok(Self(format!("{code:0>LONGEST$}")))
    }

    fn ppn(code: &str) -> Result<Self, PackCodeFault> {
        if code.is_empty() {
            return Err(PackCodeFault::Missing);
        }
        if !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(PackCodeFault::NotDigits);
        }
        if code.len() != PPN_LENGTH || !code.starts_with(PPN_AGENCY) {
            return Err(PackCodeFault::WrongLength);
        }
        let (body, check) = code.split_at(PPN_LENGTH - 2);
        // ASCII values weighted from 2 on, modulo 97.
        let sum: u32 = body
            .bytes()
            .zip(2_u32..)
            .map(|(byte, weight)| u32::from(byte) * weight)
            .sum();
        if check != format!("{:02}", sum % 97) {
            return Err(PackCodeFault::CheckDigit);
        }
        // The pharmacy number has a check digit of its own: weights 1 to 7, modulo 11.
        let pharmacy_number = &body[PPN_AGENCY.len()..];
        let sum: u32 = pharmacy_number
            .bytes()
            .zip(1_u32..=7)
            .map(|(byte, weight)| u32::from(byte - b'0') * weight)
            .sum();
        let last = pharmacy_number
            .bytes()
            .last()
            .map(|byte| u32::from(byte - b'0'));
        if last != Some(sum % 11) {
            return Err(PackCodeFault::CheckDigit);
        }
        Ok(Self(format!("PPN{code}")))
    }

    /// The code as it is kept and shown: 14 digits, or `PPN` with twelve.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }
}
