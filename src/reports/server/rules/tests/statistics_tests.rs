//! The beta distribution against values that are known exactly.

use crate::reports::server::rules::beta::{cumulative, quantile};

#[test]
fn the_cumulative_function_meets_closed_forms() {
    for (x, a, b, expected) in [
        // Beta(1, 1) is even; Beta(2, 1) is x squared; Beta(1, 3) is 1 - (1 - x)^3.
        (0.3, 1.0, 1.0, 0.3),
        (0.3, 2.0, 1.0, 0.09),
        (0.3, 1.0, 3.0, 1.0 - 0.343),
        // Beta(1/2, 1/2) is the arcsine law: 2 / pi x asin(sqrt(x)).
        (0.25, 0.5, 0.5, 1.0 / 3.0),
        (0.5, 20.5, 20.5, 0.5),
        // Sums of binomial terms: I_0.2(3, 8) is P(Bin(10, 0.2) >= 3).
        (0.2, 3.0, 8.0, 0.322_200_473_6),
        (0.0, 2.0, 2.0, 0.0),
        (1.0, 2.0, 2.0, 1.0),
    ] {
        let found = cumulative(x, a, b);
        assert!((found - expected).abs() < 1e-9, "I_{x}({a}, {b}) = {found}");
    }
}

#[test]
fn the_quantile_is_the_way_back() {
    for (a, b) in [(0.5, 0.5), (3.5, 9.5), (200.5, 3.5), (1_000.5, 2_000.5)] {
        for probability in [0.025, 0.5, 0.975] {
            let there = quantile(probability, a, b);
            let back = cumulative(there, a, b);
            assert!(
                (back - probability).abs() < 1e-7,
                "{a} {b} {probability}: {back}"
            );
        }
    }
}
