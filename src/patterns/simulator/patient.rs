//! One patient from a seed: what acts in them, the course of their attacks, and what they log of it.

use super::{
    aftermath::Prodrome,
    catalogue::{Days, FACTORS, NEGATIVE_CONTROLS, WARM_UP},
    diary::{self, Entry, Logging, Recorded},
    draw::{Draw, number},
    effects::{self, Effect},
    habits::{self, Drivers},
    hazard::{self, Risk},
    scenario::Settings,
    truth::{Facts, Kept},
    weather::{SITES, Weather},
};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;

/// What an application would hold of a patient.
#[derive(Serialize)]
pub struct Patient {
    schema: &'static str,
    #[serde(rename = "patient_id")]
    id: String,
    start_date: Date,
    days: usize,
    profile: Profile,
    suspected_triggers: Vec<&'static str>,
    attacks: Vec<Recorded>,
    daily_logs: Vec<Entry>,
    wearable: Vec<Entry>,
    period_starts: Vec<Date>,
    environment: Environment,
}

#[derive(Serialize)]
struct Profile {
    sex: &'static str,
    age: usize,
    site: &'static str,
    latitude: f64,
    tracks_cycle: bool,
    wearable: bool,
    preventive_started_day: Option<usize>,
}

#[derive(Serialize)]
struct Environment {
    step_hours: u8,
    start: String,
    utc_offset_seconds: i32,
    pressure_msl: Vec<f64>,
    surface_pressure: Vec<f64>,
    temperature_2m: Vec<f64>,
    relative_humidity_2m: Vec<f64>,
    uv_index: Vec<f64>,
    pm2_5: Vec<f64>,
    kp: Vec<f64>,
    solar_wind_speed: Vec<f64>,
}

/// The patient with number `place`, and the truth about them.
pub fn new(
    settings: &Settings,
    seed: u64,
    place: usize,
    start: Date,
    length: usize,
    weather: &[Weather],
) -> (Patient, Value) {
    let mut draw = Draw::new(seed, 1 + u64::try_from(place).unwrap_or(0));
    let draw = &mut draw;
    let id = format!("p{place:04}");
    let is_woman = draw.chance(0.76);
    let age = draw.whole(18, 68);
    let site = draw.whole(0, SITES.len() - 1);
    let has_watch = draw.chance(settings.wearable);
    let first = diary::date(start, 0).weekday().to_monday_zero_offset();
    // The warm-up begins so many days earlier.
    let weekday = (usize::try_from(first).unwrap_or(0) + 7 * WARM_UP - WARM_UP) % 7;

    let mut days = Days::new(WARM_UP + length);
    weather[site].fill(&mut days);
    let drivers = Drivers::new(draw, days.len(), weekday, settings);
    habits::fill(draw, &mut days, &drivers, weekday);
    let has_cycle = is_woman && age <= 50 && draw.chance(0.85);
    let periods = if has_cycle {
        habits::periods(draw, days.len())
    } else {
        Vec::new()
    };
    habits::mark_periods(&mut days, &periods);

    let mut facts = facts(draw, &days, settings, has_watch, has_cycle, length);
    let risk = risk(draw, &days, settings, &facts, weekday, &periods);
    let mut course = hazard::run(draw, &mut days, &risk);
    facts.effects.clone_from(&risk.effects);
    if let Some(prodrome) = &facts.prodrome {
        prodrome.announce(draw, &mut days, &course.attacks);
    }
    drop_late(&mut course, length);

    let logging = Logging::new(draw, settings, length);
    let logged = logging.logged(draw, &course, &days);
    let mut daily_logs = Vec::new();
    for (day, is_logged) in logged.iter().enumerate() {
        if *is_logged {
            let date = diary::date(start, day);
            daily_logs.extend(logging.check_in(draw, &days, &course, day, date, has_watch));
        }
    }
    let wearable = if has_watch {
        diary::worn(draw, &days, start, length)
    } else {
        Vec::new()
    };
    let (attacks, recorded) = diary::remembered(draw, &course, start, logging.engagement);
    let coverage = number(logged.iter().filter(|is_logged| **is_logged).count()) / number(length);
    let kept_periods = periods
        .iter()
        .filter(|start| **start >= WARM_UP && !draw.chance(0.05))
        .map(|place| diary::date(start, place - WARM_UP));
    let period_starts: Vec<_> = kept_periods.collect();
    let suspected_triggers = suspected(draw, &facts);
    let declared = draw.chance(settings.preventive.1);
    let preventive_started_day = facts.preventive.map(|step| step.0).filter(|_| declared);
    let kept = Kept {
        start,
        recorded,
        engagement: logging.engagement,
        coverage,
    };
    let truth = facts.spell(&id, &course, days.len(), &kept);
    let patient = Patient {
        schema: super::files::SCHEMA,
        id,
        start_date: start,
        days: length,
        profile: Profile {
            sex: if is_woman { "F" } else { "M" },
            age,
            site: SITES[site].name,
            latitude: SITES[site].latitude,
            tracks_cycle: has_cycle,
            wearable: has_watch,
            preventive_started_day,
        },
        suspected_triggers,
        attacks,
        daily_logs,
        wearable,
        period_starts,
        environment: environment(&weather[site], SITES[site].offset, start),
    };
    (patient, truth)
}

/// What acts in a patient.
fn facts(
    draw: &mut Draw,
    days: &Days,
    settings: &Settings,
    has_watch: bool,
    has_cycle: bool,
    length: usize,
) -> Facts {
    let effects = effects::draw(draw, days, settings, has_watch);
    let menstrual = (has_cycle && draw.chance(settings.menstrual)).then(|| {
        if draw.chance(0.5) {
            (2.0, 3.0)
        } else {
            (1.6, 2.4)
        }
    });
    let weekday = draw
        .chance(settings.weekday)
        .then(|| (draw.whole(0, 6), 1.8));
    let preventive = draw.chance(settings.preventive.0).then(|| {
        let day = draw.whole(length / 4, length * 3 / 4);
        (day, super::draw::rounded(draw.between(0.35, 0.7), 2))
    });
    let is_cause = |family: &str| {
        let mut acting = effects.iter();
        acting.any(|effect: &Effect| effect.factor.family == family)
    };
    let prodrome = Prodrome::new(draw, settings, is_cause);
    let post_attack = ["none", "refractory", "rebound"][draw.choose(&[0.5, 0.25, 0.25])];
    Facts {
        latent: (
            settings.latent,
            super::draw::rounded(draw.between(0.75, 0.95), 2),
        ),
        effects,
        menstrual,
        weekday,
        preventive,
        prodrome,
        post_attack,
    }
}

/// What moves the risk.
fn risk(
    draw: &mut Draw,
    days: &Days,
    settings: &Settings,
    facts: &Facts,
    weekday: usize,
    periods: &[usize],
) -> Risk {
    let length = days.len();
    let slow = draw.wander(length, 0.985);
    let phase = draw.between(0.0, std::f64::consts::TAU);
    let mut known: Vec<f64> = (0..length)
        .map(|day| {
            let season = (number(day) / 365.25 * std::f64::consts::TAU + phase).cos();
            settings.drift * (0.7 * slow[day] + season) / 1.22
        })
        .collect();
    if let Some((before, after)) = facts.menstrual {
        for start in periods {
            let mut add = |from: usize, to: usize, odds_ratio: f64| {
                for value in &mut known[from.min(length)..to.min(length)] {
                    *value += odds_ratio.ln();
                }
            };
            add(start.saturating_sub(2), *start, before);
            add(*start, start + 3, after);
        }
    }
    for (day, value) in known.iter_mut().enumerate() {
        if let Some((risky, odds_ratio)) = facts.weekday
            && (weekday + day) % 7 == risky
        {
            *value += odds_ratio.ln();
        }
        if let Some((step, odds_ratio)) = facts.preventive
            && day >= step + WARM_UP
        {
            *value += odds_ratio.ln();
        }
    }
    let (deviation, persistence) = facts.latent;
    let latent = draw.wander(length, persistence);
    let (median, spread) = settings.attacks;
    let (least, most) = settings.attack_range;
    Risk {
        target: draw.log_normal(median, spread).clamp(least, most) / 29.0,
        effects: facts.effects.clone(),
        known,
        latent: latent.into_iter().map(|value| deviation * value).collect(),
        latent_deviation: deviation,
        after_attack: match facts.post_attack {
            "refractory" => -0.7,
            "rebound" => 0.6,
            _ => 0.0,
        },
        aura: if draw.chance(0.3) {
            draw.between(0.3, 0.95)
        } else {
            0.03
        },
        medication: draw.between(0.4, 0.95),
    }
}

/// Attacks after the last day are not part of the cohort.
fn drop_late(course: &mut hazard::Course, length: usize) {
    let last = i64::try_from(WARM_UP + length).unwrap_or(i64::MAX) * hazard::DAY;
    course.attacks.retain(|attack| attack.onset < last);
}

/// What the patient suspects: some of what acts, and what people believe.
fn suspected(draw: &mut Draw, facts: &Facts) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = Vec::new();
    for effect in &facts.effects {
        if draw.chance(0.4) {
            names.push(effect.factor.name);
        }
    }
    for _ in 0..draw.whole(1, 4) {
        let factor = FACTORS[draw.whole(0, FACTORS.len() - 1)];
        let is_control = NEGATIVE_CONTROLS.contains(&factor.name) && factor.name != "citrus";
        if !is_control && factor.family != "premonitory" {
            names.push(factor.name);
        }
    }
    names.sort_unstable();
    names.dedup();
    names
}

fn environment(weather: &Weather, offset: i32, start: Date) -> Environment {
    let part = |series: &Vec<f64>| Weather::within(series).to_vec();
    Environment {
        step_hours: 3,
        start: format!("{start}T00:00"),
        utc_offset_seconds: offset,
        pressure_msl: part(&weather.pressure),
        surface_pressure: part(&weather.surface),
        temperature_2m: part(&weather.temperature),
        relative_humidity_2m: part(&weather.humidity),
        uv_index: part(&weather.uv),
        pm2_5: part(&weather.dust),
        kp: part(&weather.kp),
        solar_wind_speed: part(&weather.wind),
    }
}
