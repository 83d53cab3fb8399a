//! The code on a photo of a pack: read in memory, nothing of the photo is kept.

use crate::medication::model::{Fault, PackCode};
use image::{DynamicImage, ImageReader, Limits, imageops::FilterType};
use rxing::{
    BarcodeFormat, BinaryBitmap, BufferedImageLuminanceSource, DecodeHints, MultiFormatReader,
    Reader, common::HybridBinarizer,
};
use std::{collections::HashSet, io::Cursor};

/// Largest photo in bytes: what phones make, with room to spare.
pub const LARGEST: usize = 16 * 1024 * 1024;

/// Longest edge of a photo in pixels: phones make up to 12,000.
const LONGEST_EDGE: u32 = 12_000;

/// Most memory that opening a photo may take, in bytes: 50 million pixels in colour.
const MOST_MEMORY: u64 = 200 * 1024 * 1024;

/// Longest edges at which a code is looked for, in pixels: small codes need detail, large ones are found
/// sooner without it.
const EDGES: [u32; 3] = [1_200, 2_400, 800];

/// The first code of a pack on the photo.
///
/// # Errors
/// [`Fault`] with the reason: the photo is too large, cannot be opened, shows no code, or another code.
pub fn read(photo: &[u8]) -> Result<PackCode, Fault> {
    if photo.is_empty() {
        return Err(Fault::PhotoMissing);
    }
    if photo.len() > LARGEST {
        return Err(Fault::PhotoTooLarge);
    }
    let photo = open(photo)?;
    let mut fault = Fault::PhotoWithoutCode;
    for edge in EDGES {
        let image = if photo.width().max(photo.height()) > edge {
            photo.resize(edge, edge, FilterType::Triangle)
        } else {
            photo.clone()
        };
        if let Some(text) = decode(image) {
            match PackCode::scanned(&text) {
                Ok(code) => return Ok(code),
                Err(_) => fault = Fault::PhotoOtherCode,
            }
        }
    }
    Err(fault)
}

/// Opens a photo within limits, so that a small file cannot unfold into a huge picture.
fn open(photo: &[u8]) -> Result<DynamicImage, Fault> {
    let mut reader = ImageReader::new(Cursor::new(photo))
        .with_guessed_format()
        .map_err(|_| Fault::PhotoUnreadable)?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_EDGE);
    limits.max_image_height = Some(LONGEST_EDGE);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let photo = reader.decode().map_err(|error| match error {
        image::ImageError::Limits(_) => Fault::PhotoTooLarge,
        _ => Fault::PhotoUnreadable,
    })?;
    Ok(DynamicImage::ImageLuma8(photo.to_luma8()))
}

fn decode(image: DynamicImage) -> Option<String> {
    let mut hints = DecodeHints {
        PossibleFormats: Some(HashSet::from([
            BarcodeFormat::EAN_13,
            BarcodeFormat::EAN_8,
            BarcodeFormat::UPC_A,
            BarcodeFormat::DATA_MATRIX,
        ])),
        TryHarder: Some(true),
        ..DecodeHints::default()
    };
    hints.AlsoInverted = Some(true);
    let source = BufferedImageLuminanceSource::new(image);
    let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
    let found = MultiFormatReader::default().decode_with_hints(&mut bitmap, &hints);
    found.ok().map(|found| found.getText().to_owned())
}
