//! Bounds, ends of leases and eviction of the cache.

use super::lease_cache::{CacheLimits, LeaseCache};
use super::test_vector::user;
use crate::platform::clock::{Clock, SettableClock};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

type Cache = LeaseCache<u32, Guarded>;

/// Counts how many of it are alive.
struct Guarded(Arc<AtomicUsize>, u32);

impl Drop for Guarded {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

struct Scene {
    cache: Cache,
    clock: SettableClock,
    alive: Arc<AtomicUsize>,
}

impl Scene {
    fn with(most_users: usize, most_entries: usize) -> Self {
        Self {
            cache: Cache::new(CacheLimits {
                most_users,
                most_entries,
            }),
            clock: SettableClock::at("2026-11-20T10:00:00Z".parse().unwrap()),
            alive: Arc::default(),
        }
    }

    fn put(&self, number: u128, name: u32, minutes: i64) {
        self.alive.fetch_add(1, Ordering::SeqCst);
        let value = Arc::new(Guarded(Arc::clone(&self.alive), name));
        let now = self.now();
        let expires = now + SignedDuration::from_mins(minutes);
        self.cache.insert(user(number), name, value, expires, now);
    }

    fn has(&self, number: u128, name: u32) -> bool {
        self.cache
            .get(user(number), name, self.now())
            .is_some_and(|value| value.1 == name)
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn alive(&self) -> usize {
        self.alive.load(Ordering::SeqCst)
    }
}

#[test]
fn an_entry_ends_with_its_lease() {
    let scene = Scene::with(10, 100);
    scene.put(1, 7, 10);
    scene.clock.advance(SignedDuration::from_secs(599));
    assert!(scene.has(1, 7));
    scene.clock.advance(SignedDuration::from_secs(1));
    assert!(!scene.has(1, 7), "not at the very instant of its end");
    scene.put(1, 8, 0);
    assert!(!scene.has(1, 8), "a lease that has ended is not kept");
}

#[test]
fn sweeping_drops_what_has_ended_and_nothing_else() {
    let scene = Scene::with(10, 100);
    scene.put(1, 1, 5);
    scene.put(1, 2, 10);
    scene.put(2, 1, 5);
    scene.clock.advance(SignedDuration::from_mins(6));
    assert_eq!(scene.alive(), 3, "nobody looked yet");
    scene.cache.sweep(scene.now());
    assert_eq!(
        (scene.alive(), scene.cache.users(), scene.cache.entries()),
        (1, 1, 1)
    );
    assert!(scene.has(1, 2));
}

#[test]
fn the_user_unseen_for_longest_makes_room() {
    let scene = Scene::with(3, 100);
    for number in 1..=3 {
        scene.put(number, 0, 10);
    }
    assert!(scene.has(1, 0), "a look counts as a use");
    scene.put(4, 0, 10);
    assert!(!scene.has(2, 0));
    assert!(scene.has(1, 0) && scene.has(3, 0) && scene.has(4, 0));
    assert_eq!((scene.cache.users(), scene.alive()), (3, 3));
}

#[test]
fn entries_are_bounded_over_all_users() {
    let scene = Scene::with(100, 10);
    for name in 0..6 {
        scene.put(1, name, 10);
        scene.put(2, name, 10);
    }
    assert!(scene.cache.entries() <= 10);
    assert_eq!(scene.alive(), scene.cache.entries());
    for name in 0..50 {
        scene.put(3, name, 10);
    }
    assert_eq!(
        scene.cache.entries(),
        10,
        "one user alone stays within the bound"
    );
    assert!(scene.has(3, 0) && !scene.has(3, 49));
    scene.clock.advance(SignedDuration::from_mins(11));
    scene.put(3, 99, 10);
    assert!(scene.has(3, 99), "ended entries make room first");
    assert_eq!(scene.cache.entries(), 1);
}

#[test]
fn a_users_entries_vanish_together() {
    let scene = Scene::with(10, 100);
    scene.put(1, 1, 10);
    scene.put(1, 2, 10);
    scene.put(2, 1, 10);
    let held = scene.cache.get(user(1), 1, scene.now());
    scene.cache.evict(user(1));
    assert!(!scene.has(1, 1) && !scene.has(1, 2) && scene.has(2, 1));
    assert_eq!(scene.alive(), 2, "a running request still holds one");
    drop(held);
    assert_eq!(scene.alive(), 1);
    scene.cache.evict(user(9));
}

#[test]
fn replacing_an_entry_drops_the_old_one() {
    let scene = Scene::with(10, 100);
    scene.put(1, 1, 10);
    scene.put(1, 1, 10);
    assert_eq!((scene.alive(), scene.cache.entries()), (1, 1));
}

#[test]
fn a_full_cache_still_renews_an_entry() {
    let scene = Scene::with(10, 2);
    scene.put(1, 1, 5);
    scene.put(2, 1, 5);
    scene.put(1, 1, 10);
    assert_eq!(scene.cache.users(), 2, "nobody had to make room");
    scene.clock.advance(SignedDuration::from_mins(6));
    assert!(scene.has(1, 1));
}

#[test]
fn several_names_are_found_at_once() {
    let scene = Scene::with(10, 100);
    scene.put(1, 1, 10);
    scene.put(1, 3, 10);
    let found = scene.cache.find(user(1), [1, 2, 3, 4], scene.now());
    let mut present: Vec<u32> = found.present.iter().map(|(name, _)| *name).collect();
    present.sort_unstable();
    assert_eq!((present, found.absent), (vec![1, 3], vec![2, 4]));
}

#[test]
fn threads_share_it_without_losing_count() {
    let scene = Scene::with(50, 500);
    std::thread::scope(|scope| {
        for thread in 0..4_u32 {
            let scene = &scene;
            scope.spawn(move || {
                for turn in 0..2000_u32 {
                    let number = u128::from(turn * 7 % 120);
                    scene.put(number, turn % 20 + thread, 10);
                    scene.has(number, turn % 20);
                    if turn % 97 == 0 {
                        scene.cache.evict(user(number));
                    }
                }
            });
        }
    });
    assert!(scene.cache.users() <= 50 && scene.cache.entries() <= 500);
    assert_eq!(scene.alive(), scene.cache.entries());
}
