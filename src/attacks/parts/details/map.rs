//! The head map: four drawings whose places are buttons, and the same places as tiles with words.
//!
//! A drawing is an SVG that nobody has to see; over it lies a grid of buttons, two columns wide, whose
//! cells are the places of the drawing. The front is drawn as in a mirror: the patient's left is on the
//! left, as it is from behind.

use super::{
    form::{Desk, DetailForm},
    words::spot_text,
};
use crate::{
    attacks::model::{DetailsView, Spot},
    text,
    ui::{TileButton, TileGroup},
};
use leptos::prelude::*;

/// Width and height of a drawing.
const SIZE: (u32, u32) = (120, 168);

/// The head and the neck from the front.
const FACE: &str = "M60 4C92 4 108 34 106 70C105 104 98 128 86 146C77 159 70 164 60 164C50 164 43 159 34 146C22 128 15 104 14 70C12 34 28 4 60 4Z";

/// Eyes, nose and mouth.
const FACE_LINES: &str = "M30 66q10-8 20 0M70 66q10-8 20 0M60 74l-6 28h12M44 126q16 10 32 0";

/// The head and the neck from behind.
const BEHIND: &str = "M60 4C94 4 110 34 108 68C106 92 98 106 90 116L94 164L26 164L30 116C22 106 14 92 12 68C10 34 26 4 60 4Z";

/// Both ears, from behind.
const BEHIND_LINES: &str = "M12 62q-9 4-4 22l7 6M108 62q9 4 4 22l-7 6";

/// The head from its left side, the face to the left.
const SIDE: &str = "M60 4C96 4 114 32 112 66C111 86 104 98 100 110L106 164L58 164L56 146C42 150 32 146 31 136L29 122L17 112L27 90C22 74 20 56 26 40C32 18 44 4 60 4Z";

/// Eye and ear.
const SIDE_LINES: &str = "M32 76q6-5 12 0M68 82c-2-14 16-14 14 2c-1 8-8 8-9 16";

/// One drawing.
#[derive(Clone, Copy)]
struct HeadSide {
    /// Part of the ids of its drawing.
    name: &'static str,
    outline: &'static str,
    lines: &'static str,
    /// Drawn the other way round.
    mirrored: bool,
    /// Rows from the top; a row of one place is as wide as two.
    rows: &'static [&'static [Spot]],
}

const FRONT: HeadSide = HeadSide {
    name: "front",
    outline: FACE,
    lines: FACE_LINES,
    mirrored: false,
    rows: &[
        &[Spot::ForeheadLeft, Spot::ForeheadRight],
        &[Spot::EyeLeft, Spot::EyeRight],
        &[Spot::CheekLeft, Spot::CheekRight],
        &[Spot::JawLeft, Spot::JawRight],
    ],
};

const BACK: HeadSide = HeadSide {
    name: "back",
    outline: BEHIND,
    lines: BEHIND_LINES,
    mirrored: false,
    rows: &[
        &[Spot::CrownLeft, Spot::CrownRight],
        &[Spot::BackLeft, Spot::BackRight],
        &[Spot::NeckLeft, Spot::NeckRight],
    ],
};

const LEFT: HeadSide = HeadSide {
    name: "left",
    outline: SIDE,
    lines: SIDE_LINES,
    mirrored: false,
    rows: &[
        &[Spot::CrownLeft],
        &[Spot::TempleLeft, Spot::BackLeft],
        &[Spot::JawLeft, Spot::NeckLeft],
    ],
};

const RIGHT: HeadSide = HeadSide {
    name: "right",
    outline: SIDE,
    lines: SIDE_LINES,
    mirrored: true,
    rows: &[
        &[Spot::CrownRight],
        &[Spot::BackRight, Spot::TempleRight],
        &[Spot::NeckRight, Spot::JawRight],
    ],
};

/// The drawings and the tiles.
#[component]
pub fn HeadMapPart(
    /// The page's view.
    view: DetailsView,
    /// Where the forms are sent.
    desk: Desk,
) -> impl IntoView {
    let heads = [
        (FRONT, text!(attacks.map_front)),
        (BACK, text!(attacks.map_back)),
        (LEFT, text!(attacks.map_left)),
        (RIGHT, text!(attacks.map_right)),
    ]
    .map(|(side, title)| head(side, title, &view.spots))
    .collect_view();
    let tiles = Spot::ALL
        .iter()
        .map(|spot| {
            let pressed = view.spots.contains(spot);
            view! {
                <TileButton name="change" value=format!("spot:{}", spot.code()) pressed=pressed>
                    {spot_text(*spot)}
                </TileButton>
            }
        })
        .collect_view();
    view! {
        <p>{text!(attacks.map_lead)}</p>
        <DetailForm path=desk.path.clone()>
            <div class="head-map">{heads}</div>
        </DetailForm>
        <DetailForm path=desk.path>
            <TileGroup legend=text!(attacks.map_words)>{tiles}</TileGroup>
        </DetailForm>
    }
}

fn head(side: HeadSide, title: &'static str, chosen: &[Spot]) -> impl IntoView + use<> {
    let buttons = side
        .rows
        .iter()
        .map(|row| {
            let is_wide = row.len() == 1;
            let buttons = row.iter().map(|spot| button(*spot, is_wide, chosen));
            buttons.collect_view()
        })
        .collect_view();
    let class = if side.rows.len() == 4 {
        "head-places head-places-four"
    } else {
        "head-places"
    };
    let letters = matches!(side.name, "front" | "back").then(|| {
        view! {
            <p class="head-letters" aria-hidden="true">
                <span>{text!(attacks.map_l)}</span>
                <span>{text!(attacks.map_r)}</span>
            </p>
        }
    });
    view! {
        <fieldset class="head">
            <legend>{title}</legend>
            <div class="head-drawing">
                {drawing(side, chosen)}
                <div class=class>{buttons}</div>
            </div>
            {letters}
        </fieldset>
    }
}

fn button(spot: Spot, is_wide: bool, chosen: &[Spot]) -> impl IntoView + use<> {
    let pressed = chosen.contains(&spot);
    view! {
        <button
            type="submit"
            class=if is_wide { "head-place head-place-wide" } else { "head-place" }
            name="change"
            value=format!("spot:{}", spot.code())
            aria-pressed=if pressed { "true" } else { "false" }
            title=spot_text(spot)
        >
            <span class="visually-hidden">{spot_text(spot)}</span>
        </button>
    }
}

fn drawing(side: HeadSide, chosen: &[Spot]) -> impl IntoView + use<> {
    let (width, height) = SIZE;
    let clip = format!("head-{}", side.name);
    let inside = format!("url(#{clip})");
    let turned = side
        .mirrored
        .then(|| format!("translate({width} 0) scale(-1 1)"));
    let row_height = height / u32::try_from(side.rows.len()).unwrap_or(1);
    let cells = (0_u32..)
        .zip(side.rows)
        .flat_map(|(row, spots)| {
            let cell = width / u32::try_from(spots.len()).unwrap_or(1);
            let columns = (0_u32..).zip(*spots);
            columns.map(move |(column, spot)| (*spot, column * cell, row * row_height, cell))
        })
        .map(|(spot, x, y, cell)| place(chosen.contains(&spot), x, y, cell, row_height))
        .collect_view();
    view! {
        <svg
            class="head-outline"
            viewBox=format!("0 0 {width} {height}")
            aria-hidden="true"
            focusable="false"
        >
            <clipPath id=clip>
                <path d=side.outline transform=turned.clone()></path>
            </clipPath>
            <g clip-path=inside>{cells}</g>
            <g transform=turned fill="none" stroke="currentColor">
                <path d=side.lines class="head-lines" stroke-width="1.5" stroke-linecap="round"></path>
                <path d=side.outline stroke-width="2"></path>
            </g>
        </svg>
    }
}

/// A coordinate moved a quarter of the way to the middle, so that the sign lies within the outline.
const fn inward(coordinate: u32, middle: u32) -> u32 {
    (coordinate * 3 + middle) / 4
}

/// The ground of a place; a chosen one is filled and crossed out, so that colour is not alone.
fn place(is_chosen: bool, x: u32, y: u32, width: u32, height: u32) -> impl IntoView {
    let sign = is_chosen.then(|| {
        let (x, y) = (inward(x + width / 2, 60), inward(y + height / 2, 84));
        view! {
            <path
                class="head-sign"
                d=format!("M{} {}l14 14m0-14l-14 14", x - 7, y - 7)
                fill="none"
                stroke-width="4"
                stroke-linecap="round"
            ></path>
        }
    });
    view! {
        <rect
            class=if is_chosen { "head-cell head-cell-chosen" } else { "head-cell" }
            x=x
            y=y
            width=width
            height=height
        ></rect>
        {sign}
    }
}
