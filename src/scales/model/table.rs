//! The scales as versioned tables: items with their ranges, scores with theirs, grades with their
//! lower bounds, and where each number comes from. To add a scale: a table here and its words.

use super::{Grade, Part, Question, Scale};

/// One question of a scale and the answers that it takes, whole numbers from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// The question.
    pub question: Question,
    /// The largest answer.
    pub most: u16,
    /// Whether it is part of the sum.
    pub is_scored: bool,
}

/// One score of a scale and its range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Which score.
    pub part: Part,
    /// The smallest possible value.
    pub least: u16,
    /// The largest possible value.
    pub most: u16,
}

/// Everything that is needed to ask and to score one scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScaleTable {
    /// Which scale.
    pub scale: Scale,
    /// Grows when anything in the table changes.
    pub version: u16,
    /// Its questions in the authors' order; empty for scales whose scores are typed in.
    pub items: &'static [Item],
    /// Its scores.
    pub scores: &'static [Span],
    /// Grades of the total with the smallest total that earns them, ascending; empty without grades.
    pub grades: &'static [(u16, Grade)],
    /// After this many days a scale may be answered again: the time that it looks back over, or three
    /// months (91 days) where that is the usual distance of visits.
    pub again_after_days: u16,
    /// Where the items, the score and the grades were published.
    pub source: &'static str,
}

/// Days in three months of the MIDAS questions (Stewart and Lipton): none can be above 90.
const MIDAS_DAYS: u16 = 90;
/// PHQ-9 and GAD-7: not at all 0, several days 1, more than half the days 2, nearly every day 3.
const FREQUENCY: u16 = 3;
/// Three months, in days.
const QUARTER: u16 = 91;
/// Four weeks, in days.
const FOUR_WEEKS: u16 = 28;

const fn scored(question: Question, most: u16) -> Item {
    Item {
        question,
        most,
        is_scored: true,
    }
}

const fn unscored(question: Question, most: u16) -> Item {
    Item {
        question,
        most,
        is_scored: false,
    }
}

const fn span(part: Part, least: u16, most: u16) -> Span {
    Span { part, least, most }
}

const MIDAS: ScaleTable = ScaleTable {
    scale: Scale::Midas,
    version: 1,
    items: &[
        scored(Question::WorkMissed, MIDAS_DAYS),
        scored(Question::WorkHalved, MIDAS_DAYS),
        scored(Question::HouseholdMissed, MIDAS_DAYS),
        scored(Question::HouseholdHalved, MIDAS_DAYS),
        scored(Question::SocialMissed, MIDAS_DAYS),
        unscored(Question::HeadacheDays, MIDAS_DAYS),
        unscored(Question::MeanPain, 10),
    ],
    scores: &[span(Part::Total, 0, 5 * MIDAS_DAYS)],
    // Grade IV from 21 on; its halves at 41 are those of Blumenfeld et al. 2011, Cephalalgia 31:301.
    grades: &[
        (0, Grade::MidasOne),
        (6, Grade::MidasTwo),
        (11, Grade::MidasThree),
        (21, Grade::MidasFourA),
        (41, Grade::MidasFourB),
    ],
    again_after_days: QUARTER,
    source: "Stewart WF, Lipton RB, Dowson AJ, Sawyer J. Neurology 2001;56(6 Suppl 1):S20-8",
};

const PHQ9: ScaleTable = ScaleTable {
    scale: Scale::Phq9,
    version: 1,
    items: &[
        scored(Question::Interest, FREQUENCY),
        scored(Question::Down, FREQUENCY),
        scored(Question::Sleep, FREQUENCY),
        scored(Question::Tired, FREQUENCY),
        scored(Question::Appetite, FREQUENCY),
        scored(Question::Failure, FREQUENCY),
        scored(Question::Focus, FREQUENCY),
        scored(Question::Slow, FREQUENCY),
        scored(Question::SelfHarm, FREQUENCY),
    ],
    scores: &[span(Part::Total, 0, 27)],
    grades: &[
        (0, Grade::Minimal),
        (5, Grade::Mild),
        (10, Grade::Moderate),
        (15, Grade::ModeratelySevere),
        (20, Grade::Severe),
    ],
    again_after_days: QUARTER,
    source: "Kroenke K, Spitzer RL, Williams JBW. J Gen Intern Med 2001;16:606-13",
};

const GAD7: ScaleTable = ScaleTable {
    scale: Scale::Gad7,
    version: 1,
    items: &[
        scored(Question::Nervous, FREQUENCY),
        scored(Question::WorryControl, FREQUENCY),
        scored(Question::WorryMuch, FREQUENCY),
        scored(Question::Relax, FREQUENCY),
        scored(Question::Restless, FREQUENCY),
        scored(Question::Irritable, FREQUENCY),
        scored(Question::Afraid, FREQUENCY),
    ],
    scores: &[span(Part::Total, 0, 21)],
    grades: &[
        (0, Grade::Minimal),
        (5, Grade::Mild),
        (10, Grade::Moderate),
        (15, Grade::Severe),
    ],
    again_after_days: QUARTER,
    source: "Spitzer RL, Kroenke K, Williams JBW, Löwe B. Arch Intern Med 2006;166:1092-7",
};

const HIT6: ScaleTable = ScaleTable {
    scale: Scale::Hit6,
    version: 1,
    items: &[],
    scores: &[span(Part::Total, 36, 78)],
    grades: &[
        (36, Grade::ImpactLittle),
        (50, Grade::ImpactSome),
        (56, Grade::ImpactSubstantial),
        (60, Grade::ImpactSevere),
    ],
    again_after_days: FOUR_WEEKS,
    source: "Kosinski M, Bayliss MS, Bjorner JB, et al. Qual Life Res 2003;12:963-74; grades: Bayliss MS, Batenhorst AS. The HIT-6: a user's guide. 2002",
};

const MSQ: ScaleTable = ScaleTable {
    scale: Scale::Msq,
    version: 1,
    items: &[],
    scores: &[
        span(Part::Restrictive, 0, 100),
        span(Part::Preventive, 0, 100),
        span(Part::Emotional, 0, 100),
    ],
    grades: &[],
    again_after_days: QUARTER,
    source: "Martin BC, Pathak DS, Sharfman MI, et al. Headache 2000;40:204-15",
};

impl Scale {
    /// The table of this scale.
    #[must_use]
    pub const fn table(self) -> &'static ScaleTable {
        match self {
            Self::Midas => &MIDAS,
            Self::Phq9 => &PHQ9,
            Self::Gad7 => &GAD7,
            Self::Hit6 => &HIT6,
            Self::Msq => &MSQ,
        }
    }

    /// Whether scores are typed in because the items are licensed.
    #[must_use]
    pub const fn is_typed(self) -> bool {
        self.table().items.is_empty()
    }
}

impl ScaleTable {
    /// The grade of a total, where the scale has grades.
    #[must_use]
    pub fn grade(&self, total: u16) -> Option<Grade> {
        let earned = self.grades.iter().rev().find(|(least, _)| total >= *least);
        earned.map(|(_, grade)| *grade)
    }

    /// The largest total; for a scale with several scores, the largest value of the first.
    #[must_use]
    pub fn most(&self) -> u16 {
        self.scores.first().map_or(0, |span| span.most)
    }

    /// The smallest total, in the same sense.
    #[must_use]
    pub fn least(&self) -> u16 {
        self.scores.first().map_or(0, |span| span.least)
    }

    /// How many answers a score needs: every scored item.
    #[must_use]
    pub fn needed(&self) -> usize {
        self.items.iter().filter(|item| item.is_scored).count()
    }
}
