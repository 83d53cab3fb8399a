//! Scenarios: named settings of the simulator.

/// What a cohort is like. Ranges are drawn from uniformly, shares are chances for each patient or effect.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Attacks in 30 days: median of the log-normal, and its spread.
    pub attacks: (f64, f64),
    /// Least and most attacks in 30 days.
    pub attack_range: (f64, f64),
    /// Chances of 0, 1, 2, ... true effects.
    pub effect_counts: Vec<f64>,
    /// Odds ratios (turned above one): drawn evenly from the list, or, half of the time, between its ends.
    pub odds_ratios: Vec<f64>,
    /// Share of women who track a cycle that moves their risk.
    pub menstrual: f64,
    /// Share of patients with a risky weekday.
    pub weekday: f64,
    /// Share with a preventive step, and how many of them declare it.
    pub preventive: (f64, f64),
    /// Share of attacks with a prodrome, range over patients; zero for none at all.
    pub prodrome: (f64, f64),
    /// Share of patients whose prodrome points the other way.
    pub reversed: f64,
    /// Share of effects that act at both ends of a scale.
    pub two_sided: f64,
    /// Share of effects of scales and measurements that grow with the dose.
    pub dose: f64,
    /// Share of effects that act only together with another factor.
    pub interaction: f64,
    /// Share of effects that begin or end during the diary.
    pub drifting: f64,
    /// Standard deviation of the hidden excitability, in log odds.
    pub latent: f64,
    /// Standard deviation of the slow drift and the season of the risk, in log odds.
    pub drift: f64,
    /// How strongly busy spells and treats move habits, against the default.
    pub correlation: f64,
    /// Chances of dedicated, typical and sporadic logging.
    pub engagement: [f64; 3],
    /// Log odds by which an attack makes a check-in that day more likely.
    pub attack_logging: f64,
    /// Share of "no" answers to tags that are left open on days without an attack.
    pub silent_tags: f64,
    /// Share of patients who check in twice a day.
    pub twice_daily: f64,
    /// Share of patients with a watch.
    pub wearable: f64,
}

impl Settings {
    fn default_like() -> Self {
        Self {
            attacks: (4.2, 0.5),
            attack_range: (1.2, 12.0),
            effect_counts: vec![0.06, 0.16, 0.26, 0.26, 0.16, 0.10],
            odds_ratios: vec![1.5, 2.0, 3.0],
            menstrual: 0.6,
            weekday: 0.1,
            preventive: (0.25, 0.9),
            prodrome: (0.5, 0.8),
            reversed: 0.0,
            two_sided: 0.05,
            dose: 0.1,
            interaction: 0.0,
            drifting: 0.0,
            latent: 0.35,
            drift: 0.25,
            correlation: 1.0,
            engagement: [0.25, 0.55, 0.2],
            attack_logging: 0.3,
            silent_tags: 0.0,
            twice_daily: 0.0,
            wearable: 0.8,
        }
    }
}

/// A named scenario.
#[derive(Debug, Clone, Copy)]
pub struct Scenario {
    /// Its name on the command line and in the manifest.
    pub name: &'static str,
    /// What it is for.
    pub purpose: &'static str,
    change: fn(&mut Settings),
}

impl Scenario {
    /// The scenario of that name.
    pub fn named(name: &str) -> Option<&'static Self> {
        SCENARIOS.iter().find(|scenario| scenario.name == name)
    }

    /// Its settings.
    pub fn settings(&self) -> Settings {
        let mut settings = Settings::default_like();
        (self.change)(&mut settings);
        settings
    }
}

/// Every scenario.
pub const SCENARIOS: [Scenario; 16] = [
    Scenario {
        name: "default",
        purpose: "ordinary patients: a few effects, prodromes, gaps",
        change: |_| {},
    },
    Scenario {
        name: "null",
        purpose: "nothing acts; prodromes and consequences stay",
        change: |settings| {
            settings.effect_counts = vec![1.0];
            settings.menstrual = 0.0;
            settings.weekday = 0.0;
        },
    },
    Scenario {
        name: "clean",
        purpose: "effects without any prodrome",
        change: |settings| settings.prodrome = (0.0, 0.0),
    },
    Scenario {
        name: "odd",
        purpose: "every odd shape at once, in some of the patients each",
        change: |settings| {
            settings.attacks = (4.5, 0.8);
            settings.attack_range = (0.6, 17.0);
            settings.odds_ratios = vec![1.3, 1.7, 2.5, 4.0];
            settings.reversed = 0.3;
            settings.two_sided = 0.25;
            settings.dose = 0.3;
            settings.interaction = 0.2;
            settings.drifting = 0.25;
            settings.latent = 0.5;
            settings.drift = 0.4;
            settings.correlation = 1.5;
            settings.attack_logging = 1.0;
            settings.silent_tags = 0.2;
            settings.twice_daily = 0.3;
            settings.preventive = (0.3, 0.5);
        },
    },
    Scenario {
        name: "two-sided",
        purpose: "both ends of a scale act: too little and too much sleep",
        change: |settings| settings.two_sided = 0.8,
    },
    Scenario {
        name: "interaction",
        purpose: "effects that need company",
        change: |settings| settings.interaction = 0.7,
    },
    Scenario {
        name: "twice-daily",
        purpose: "two check-ins a day, each with a part of the answers",
        change: |settings| settings.twice_daily = 0.8,
    },
    Scenario {
        name: "drifting",
        purpose: "effects that begin or end during the diary",
        change: |settings| {
            settings.drifting = 0.8;
            settings.drift = 0.5;
        },
    },
    Scenario {
        name: "reversed",
        purpose: "early signs that point the other way: fewer cravings, better mood",
        change: |settings| settings.reversed = 1.0,
    },
    Scenario {
        name: "informative",
        purpose: "logging driven by attacks: silence on good days",
        change: |settings| {
            settings.attack_logging = 2.5;
            settings.silent_tags = 0.6;
            settings.engagement = [0.05, 0.35, 0.6];
        },
    },
    Scenario {
        name: "informative-null",
        purpose: "the same, with nothing that acts",
        change: |settings| {
            settings.attack_logging = 2.5;
            settings.silent_tags = 0.6;
            settings.engagement = [0.05, 0.35, 0.6];
            settings.effect_counts = vec![1.0];
            settings.menstrual = 0.0;
            settings.weekday = 0.0;
        },
    },
    Scenario {
        name: "preventive",
        purpose: "a step down in the risk, often undeclared",
        change: |settings| settings.preventive = (0.9, 0.5),
    },
    Scenario {
        name: "chronic",
        purpose: "ten to twenty attacks in 30 days",
        change: |settings| {
            settings.attacks = (13.0, 0.15);
            settings.attack_range = (10.0, 20.0);
        },
    },
    Scenario {
        name: "few",
        purpose: "patients with six to twenty attacks a year",
        change: |settings| {
            settings.attacks = (1.0, 0.3);
            settings.attack_range = (0.5, 1.7);
        },
    },
    Scenario {
        name: "correlated",
        purpose: "habits that hang closely together",
        change: |settings| settings.correlation = 2.5,
    },
    Scenario {
        name: "controls",
        purpose: "nothing acts, and the risk has seasons that look like effects of slow factors",
        change: |settings| {
            settings.effect_counts = vec![1.0];
            settings.menstrual = 0.0;
            settings.drift = 0.9;
            settings.latent = 0.8;
        },
    },
];
