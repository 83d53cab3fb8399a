//! Writes laid out pages as a tagged PDF.

use super::{
    fonts::{Faces, Weight},
    layout::{Laid, lay_out},
    lines,
    page::{Align, Branch, Canvas, Column, Cursor, Ink, MARGIN, Mark, Placed, Style, size_of},
};
use crate::doctor::model::{Paper, Sheet};
use krilla::{
    Document, SerializeSettings,
    color::rgb,
    configure::{Accessibility, ConfigurationBuilder},
    destination::XyzDestination,
    geom::{PathBuilder, Point, Rect},
    metadata::Metadata,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::Fill,
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, TagGroup, TagTree},
};

/// Why no PDF could be written; none of it depends on what a patient wrote.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The settings contradict each other.
    #[error("the settings of the PDF do not fit together")]
    Settings,
    /// The library refused.
    #[error("the PDF could not be written: {0}")]
    Writing(String),
}

/// Writes a sheet as a tagged PDF on the given paper.
///
/// # Errors
/// [`PdfError`]; with our own fonts and tags that does not happen.
pub fn write_pdf(sheet: &Sheet, paper: Paper) -> Result<Vec<u8>, PdfError> {
    let mut laid = lay_out(sheet, paper);
    add_feet(&mut laid, sheet, paper);
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|_| PdfError::Settings)?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        enable_tagging: true,
        ..SerializeSettings::default()
    });
    let found = draw_pages(&mut document, &laid, paper);
    let mut tree = TagTree::new().with_lang(Some(sheet.language.clone()));
    for branch in &laid.tree {
        if let Some(node) = node(branch, &found) {
            tree.push(node);
        }
    }
    document.set_tag_tree(tree);
    document.set_outline(outline(&laid.canvas));
    document.set_metadata(
        Metadata::new()
            .title(sheet.title.clone())
            .language(sheet.language.clone())
            .creator("MigrainePulse".to_owned()),
    );
    document
        .finish()
        .map_err(|error| PdfError::Writing(error.to_string()))
}

/// The foot of each page, once their number is known.
fn add_feet(laid: &mut Laid, sheet: &Sheet, paper: Paper) {
    let (width, height) = size_of(paper);
    let column = Column {
        x: MARGIN,
        width: width - 2.0 * MARGIN,
    };
    let style = Style {
        size: 7.0,
        weight: Weight::Regular,
        ink: Ink::Quiet,
    };
    let [page_word, of] = &sheet.page_words;
    for page in 0..laid.pages {
        let place = Cursor {
            page,
            y: height - MARGIN - style.size,
        };
        let number = format!("{page_word} {} {of} {}", page + 1, laid.pages);
        for (text, align) in [(&sheet.foot, Align::Start), (&number, Align::Right)] {
            let wrapped = lines::wrap(text, style.weight, f32::MAX);
            if let Some(line) = wrapped.first() {
                laid.canvas.line(line, place, column, style, align, None);
            }
        }
    }
}

/// Draws everything; for each slot, the identifiers of its marks.
fn draw_pages(document: &mut Document, laid: &Laid, paper: Paper) -> Vec<Vec<Identifier>> {
    let faces = Faces::open();
    let (width, height) = size_of(paper);
    let mut found = vec![Vec::new(); laid.canvas.slots()];
    for number in 0..laid.pages {
        let settings = PageSettings::from_wh(width, height).unwrap_or_default();
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        let marks = laid.canvas.placed.iter();
        for placed in marks.filter(|placed| placed.page == number) {
            let identifier = draw(&mut surface, placed, &faces);
            if let Some(slot) = placed.slot.and_then(|slot| found.get_mut(slot)) {
                slot.push(identifier);
            }
        }
        surface.finish();
        page.finish();
    }
    found
}

fn draw(surface: &mut Surface<'_>, placed: &Placed, faces: &Faces) -> Identifier {
    let tag = match (placed.slot, &placed.mark) {
        (None, Mark::Text { .. }) => {
            ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer))
        }
        (None, Mark::Bar { .. }) => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
        (Some(_), Mark::Text { .. }) => ContentTag::Span(SpanTag::empty()),
        (Some(_), Mark::Bar { .. }) => ContentTag::Other,
    };
    let identifier = surface.start_tagged(tag);
    match &placed.mark {
        Mark::Text {
            x,
            baseline,
            run,
            style,
        } => {
            surface.set_fill(Some(fill(style.ink)));
            let start = Point::from_xy(*x, *baseline);
            let font = faces.of(style.weight);
            surface.draw_glyphs(start, &run.glyphs, font, &run.text, style.size, false);
        }
        Mark::Bar {
            x,
            y,
            width,
            height,
            ink,
        } => {
            surface.set_fill(Some(fill(*ink)));
            let mut path = PathBuilder::new();
            if let Some(rectangle) = Rect::from_xywh(*x, *y, *width, *height) {
                path.push_rect(rectangle);
            }
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
        }
    }
    surface.end_tagged();
    identifier
}

fn fill(ink: Ink) -> Fill {
    let [red, green, blue] = ink.rgb();
    Fill {
        paint: rgb::Color::new(red, green, blue).into(),
        ..Fill::default()
    }
}

/// The tree's node; cells without content stay, so that rows keep their columns.
fn node(branch: &Branch, found: &[Vec<Identifier>]) -> Option<Node> {
    match branch {
        Branch::Slot(_) => None,
        Branch::Group(tag, children) => {
            let mut group = TagGroup::new(tag.clone());
            for child in children {
                if let Branch::Slot(slot) = child {
                    for identifier in found.get(*slot).into_iter().flatten() {
                        group.push(*identifier);
                    }
                } else if let Some(node) = node(child, found) {
                    group.push(node);
                }
            }
            Some(group.into())
        }
    }
}

fn outline(canvas: &Canvas) -> Outline {
    let mut outline = Outline::new();
    for landmark in &canvas.landmarks {
        let point = Point::from_xy(MARGIN, landmark.place.y);
        let target = XyzDestination::new(landmark.place.page, point);
        outline.push_child(OutlineNode::new(landmark.text.clone(), target));
    }
    outline
}
