//! The spots of the head map, and what they mean for side and region.

use super::{Region, Side, UnknownCode, choices::choices};
use serde::{Deserialize, Serialize};

choices! {
    /// A spot of the head map, as the patient's own left and right.
    Spot {
        /// Left half of the forehead.
        ForeheadLeft = "forehead_left",
        /// Right half of the forehead.
        ForeheadRight = "forehead_right",
        /// In or behind the left eye.
        EyeLeft = "eye_left",
        /// In or behind the right eye.
        EyeRight = "eye_right",
        /// Left temple.
        TempleLeft = "temple_left",
        /// Right temple.
        TempleRight = "temple_right",
        /// Left cheek.
        CheekLeft = "cheek_left",
        /// Right cheek.
        CheekRight = "cheek_right",
        /// Left jaw or teeth.
        JawLeft = "jaw_left",
        /// Right jaw or teeth.
        JawRight = "jaw_right",
        /// Left half of the top.
        CrownLeft = "crown_left",
        /// Right half of the top.
        CrownRight = "crown_right",
        /// Left half of the back of the head.
        BackLeft = "back_left",
        /// Right half of the back of the head.
        BackRight = "back_right",
        /// Left half of the neck.
        NeckLeft = "neck_left",
        /// Right half of the neck.
        NeckRight = "neck_right",
    }
}

impl Spot {
    /// The coarse region in which it lies.
    #[must_use]
    pub const fn region(self) -> Region {
        match self {
            Self::ForeheadLeft | Self::ForeheadRight => Region::Forehead,
            Self::EyeLeft | Self::EyeRight => Region::Eye,
            Self::TempleLeft | Self::TempleRight => Region::Temple,
            Self::CheekLeft | Self::CheekRight | Self::JawLeft | Self::JawRight => Region::Face,
            Self::CrownLeft | Self::CrownRight => Region::Crown,
            Self::BackLeft | Self::BackRight => Region::Back,
            Self::NeckLeft | Self::NeckRight => Region::Neck,
        }
    }

    /// Whether it lies on the patient's left.
    #[must_use]
    pub const fn is_left(self) -> bool {
        matches!(
            self,
            Self::ForeheadLeft
                | Self::EyeLeft
                | Self::TempleLeft
                | Self::CheekLeft
                | Self::JawLeft
                | Self::CrownLeft
                | Self::BackLeft
                | Self::NeckLeft
        )
    }

    /// The side that a set of spots comes to; none when there are no spots.
    #[must_use]
    pub fn side_of<'a>(spots: impl IntoIterator<Item = &'a Self>) -> Option<Side> {
        spots
            .into_iter()
            .map(|spot| {
                if spot.is_left() {
                    Side::Left
                } else {
                    Side::Right
                }
            })
            .reduce(|one, other| if one == other { one } else { Side::Both })
    }
}
