//! Closed lists of choices with their codes.

use super::UnknownCode;
use serde::{Deserialize, Serialize};

macro_rules! choices {
    ($(#[$documentation:meta])* $name:ident { $($(#[$line:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$documentation])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$line])* #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// Every choice, in the order in which it is offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// Reads a code.
            ///
            /// # Errors
            /// [`UnknownCode`] when no choice has it.
            pub fn parse(code: &str) -> Result<Self, UnknownCode> {
                match code { $($code => Ok(Self::$variant),)+ _ => Err(UnknownCode) }
            }
        }
    };
}
pub(crate) use choices;

choices! {
    /// Where the head hurts, by side.
    Side {
        /// Left.
        Left = "left",
        /// Right.
        Right = "right",
        /// Both sides at once.
        Both = "both",
        /// Began on one side and moved to the other.
        Changing = "changing",
    }
}

choices! {
    /// Where the head hurts, by region.
    Region {
        /// Forehead.
        Forehead = "forehead",
        /// Temple.
        Temple = "temple",
        /// In or behind the eye.
        Eye = "eye",
        /// Top of the head.
        Crown = "crown",
        /// Back of the head.
        Back = "back",
        /// Neck.
        Neck = "neck",
        /// Face, jaw or teeth.
        Face = "face",
        /// The whole head.
        Whole = "whole",
    }
}

choices! {
    /// What comes with the pain. The first seven are the features that ICHD-3 1.1 asks for.
    Symptom {
        /// Nausea.
        Nausea = "nausea",
        /// Vomiting.
        Vomiting = "vomiting",
        /// Light hurts (photophobia).
        Light = "light",
        /// Sound hurts (phonophobia).
        Sound = "sound",
        /// Pulsating pain.
        Pulsating = "pulsating",
        /// Worse by moving, or moving is avoided.
        Movement = "movement",
        /// Smell disturbs (osmophobia).
        Smell = "smell",
        /// Neck pain or stiffness.
        NeckPain = "neck_pain",
        /// Touch hurts (cutaneous allodynia).
        Touch = "touch",
        /// Dizziness or vertigo.
        Dizziness = "dizziness",
        /// Tiredness.
        Fatigue = "fatigue",
        /// Hard to concentrate or find words.
        Concentration = "concentration",
        /// Yawning.
        Yawning = "yawning",
        /// Tearing, red eye or running nose.
        Tearing = "tearing",
        /// Restless, cannot lie still (ICHD-3 3.1 asks for it).
        Restless = "restless",
        /// Drooping or swollen eyelid (ICHD-3 3.1 asks for it).
        Eyelid = "eyelid",
        /// Blurred sight without aura.
        Blurred = "blurred",
        /// Ringing in the ears.
        Ringing = "ringing",
        /// Pale or flushed face.
        Pale = "pale",
        /// Sweating.
        Sweating = "sweating",
        /// Shivering or cold hands.
        Chills = "chills",
        /// Fever.
        Fever = "fever",
        /// Constipation.
        Constipation = "constipation",
        /// Diarrhoea.
        Diarrhea = "diarrhea",
        /// No appetite.
        NoAppetite = "no_appetite",
        /// Thirst.
        Thirst = "thirst",
        /// Sensitive to the weather.
        Weather = "weather",
        /// Irritable.
        Irritable = "irritable",
        /// Sad or anxious.
        LowMood = "low_mood",
    }
}

impl Symptom {
    /// How many of them the page of an attack offers; the rest stand on its details page.
    pub const COMMON: usize = 14;

    /// Those that the page of an attack offers.
    #[must_use]
    pub fn common() -> &'static [Self] {
        &Self::ALL[..Self::COMMON]
    }
}

choices! {
    /// Kinds of aura, after ICHD-3 1.2.
    AuraKind {
        /// Zigzags, blind spots, flicker.
        Visual = "visual",
        /// Tingling, numbness.
        Sensory = "sensory",
        /// Speech or language.
        Speech = "speech",
        /// Weakness.
        Motor = "motor",
        /// Vertigo, double vision, slurred speech.
        Brainstem = "brainstem",
        /// One eye alone.
        Retinal = "retinal",
    }
}

choices! {
    /// What a medicine did, asked two hours after it was taken.
    Relief {
        /// No change.
        Unchanged = "unchanged",
        /// Better, but not free of pain.
        Better = "better",
        /// Free of pain.
        Free = "free",
    }
}

choices! {
    /// An answer while the attack goes on.
    Progress {
        /// As before.
        Still = "still",
        /// Better than before.
        Better = "better",
    }
}

choices! {
    /// Why a typed value was not accepted; the sentence stands at its field.
    FieldFault {
        /// The end lies before the onset.
        EndBeforeOnset = "end_before_onset",
        /// The onset lies in the future.
        OnsetInFuture = "onset_in_future",
        /// The end lies in the future.
        EndInFuture = "end_in_future",
        /// The onset is no date and time.
        OnsetUnreadable = "onset_unreadable",
        /// The end is no date and time.
        EndUnreadable = "end_unreadable",
        /// A medicine needs a name.
        NameMissing = "name_missing",
        /// The name of a medicine has at most 120 characters.
        NameTooLong = "name_too_long",
        /// A dose has at most 60 characters.
        DoseTooLong = "dose_too_long",
        /// Notes have at most 4,000 characters.
        NotesTooLong = "notes_too_long",
        /// Minutes of aura are a whole number from 1 to 4,320 (72 hours, the longest motor aura).
        MinutesOutOfRange = "minutes_out_of_range",
        /// A time of the details is no date and time.
        TimeUnreadable = "time_unreadable",
        /// A time of the details lies in the future.
        TimeInFuture = "time_in_future",
        /// A time lies before the attack began.
        TimeBeforeOnset = "time_before_onset",
        /// Early signs began after the attack did.
        TimeAfterOnset = "time_after_onset",
        /// A time lies after the end.
        TimeAfterEnd = "time_after_end",
        /// A time after the pain lies before its end.
        TimeBeforeEnd = "time_before_end",
        /// A time lies more than three days before the attack began.
        TimeTooEarly = "time_too_early",
        /// A level needs to be chosen.
        LevelMissing = "level_missing",
        /// A symptom needs words.
        WordsMissing = "words_missing",
        /// A symptom has at most 60 characters.
        WordsTooLong = "words_too_long",
    }
}
