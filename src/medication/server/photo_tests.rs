//! Photos made by the writer of the same library: every kind of code is found, and every refusal has its
//! reason.

use super::photo::read;
use crate::medication::model::{Fault, PackCode};
use image::{DynamicImage, GrayImage, ImageFormat, Luma, imageops};
use rxing::{BarcodeFormat, MultiFormatWriter, Writer};
use std::io::Cursor;

const GTIN: &str = "4006381333931";

/// A grey page with the code somewhere on it, as a PNG.
fn page(format: BarcodeFormat, text: &str, width: i32, height: i32) -> Vec<u8> {
    let code = MultiFormatWriter
        .encode(text, &format, width, height)
        .unwrap();
    let dark = GrayImage::from_fn(code.width(), code.height(), |x, y| {
        Luma([if code.get(x, y) { 10 } else { 245 }])
    });
    let mut page = GrayImage::from_pixel(dark.width() + 160, dark.height() + 160, Luma([230]));
    imageops::overlay(&mut page, &dark, 80, 80);
    png(DynamicImage::ImageLuma8(page))
}

fn png(image: DynamicImage) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    image.write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner()
}

#[test]
fn a_bar_code_is_read() {
    let photo = page(BarcodeFormat::EAN_13, GTIN, 400, 160);
    assert_eq!(read(&photo), Ok(PackCode::parse(GTIN).unwrap()));
    let photo = page(BarcodeFormat::EAN_8, "96385074", 300, 140);
    assert_eq!(read(&photo), Ok(PackCode::parse("96385074").unwrap()));
    let photo = page(BarcodeFormat::UPC_A, "036000291452", 400, 160);
    assert_eq!(read(&photo), Ok(PackCode::parse("036000291452").unwrap()));
}

#[test]
fn the_square_code_of_a_pack_gives_its_number() {
    let text = format!("010{GTIN}172712311021A1");
    let photo = page(BarcodeFormat::DATA_MATRIX, &text, 240, 240);
    assert_eq!(read(&photo), Ok(PackCode::parse(GTIN).unwrap()));
}

#[test]
fn a_photo_that_lies_on_its_side_is_read() {
    let upright = image::load_from_memory(&page(BarcodeFormat::EAN_13, GTIN, 400, 160)).unwrap();
    assert_eq!(
        read(&png(upright.rotate90())),
        Ok(PackCode::parse(GTIN).unwrap())
    );
}

#[test]
fn what_is_no_pack_code_is_refused_with_the_reason() {
    assert_eq!(read(&[]), Err(Fault::PhotoMissing));
    assert_eq!(read(b"not a photo"), Err(Fault::PhotoUnreadable));
    let empty = png(DynamicImage::new_luma8(300, 300));
    assert_eq!(read(&empty), Err(Fault::PhotoWithoutCode));
    let other = page(BarcodeFormat::DATA_MATRIX, "Hello there", 240, 240);
    assert_eq!(read(&other), Err(Fault::PhotoOtherCode));
    assert_eq!(
        read(&vec![0; super::photo::LARGEST + 1]),
        Err(Fault::PhotoTooLarge)
    );
}

#[test]
fn a_small_file_cannot_unfold_into_a_huge_picture() {
    // Wider than any photo, and a few kilobytes in the file.
    let bomb = png(DynamicImage::ImageLuma8(GrayImage::new(13_000, 400)));
    assert!(bomb.len() < 1024 * 1024);
    assert_eq!(read(&bomb), Err(Fault::PhotoTooLarge));
}
