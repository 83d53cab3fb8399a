//! The ranges that places and rules have to keep; they are those of the pages.

use super::{
    limits::{Refusal, check_zone},
    other::Portable,
    other_limits::{out_of_range, text, within},
};
use crate::environment::{
    model::Quantity,
    server::{
        MOST_CONDITIONS, MOST_NAME, MOST_PLACES, MOST_RULES, MOST_TYPED, Places, Rules, offers,
    },
};
use jiff::civil::Date;

impl Portable for Places {
    fn check(&self, _: Date) -> Result<(), Refusal> {
        if self.list.len() > MOST_PLACES {
            return Err(out_of_range("list"));
        }
        if self.typed.len() > MOST_TYPED {
            return Err(out_of_range("typed"));
        }
        self.list.iter().try_for_each(|place| {
            text("name", &place.name, MOST_NAME)?;
            within("latitude", Some(place.latitude), -90.0, 90.0)?;
            within("longitude", Some(place.longitude), -180.0, 180.0)?;
            check_zone(&place.zone)?;
            within(
                "until",
                place.until,
                place.from.unwrap_or(Date::MIN),
                Date::MAX,
            )
        })?;
        let (low, high) = Quantity::SeaLevelPressure.range();
        self.typed
            .iter()
            .try_for_each(|typed| within("hectopascals", Some(typed.hectopascals), low, high))
    }
}

impl Portable for Rules {
    fn check(&self, _: Date) -> Result<(), Refusal> {
        within("quiet_from", Some(self.quiet_from), 0, 23)?;
        within("quiet_until", Some(self.quiet_until), 0, 23)?;
        within("most_a_day", Some(self.most_a_day), 0, 20)?;
        if self.list.len() > MOST_RULES {
            return Err(out_of_range("list"));
        }
        self.list.iter().try_for_each(|rule| {
            text("name", &rule.name, MOST_NAME)?;
            within(
                "conditions",
                Some(rule.conditions.len()),
                1,
                MOST_CONDITIONS,
            )?;
            rule.conditions.iter().try_for_each(|condition| {
                within("threshold", Some(condition.threshold), -1e6, 1e6)?;
                // A source that never speaks of it would leave the rule open for ever.
                let is_offered = |feed| offers(feed, condition.quantity);
                if condition.feed.is_none_or(is_offered) {
                    Ok(())
                } else {
                    Err(out_of_range("feed"))
                }
            })
        })
    }
}
