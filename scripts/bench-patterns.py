"""Compares what `migraine-pulse bench-patterns` printed with numpy, scipy, statsmodels and
scikit-learn, and prints a table: component, reference, largest difference, tolerance, verdict, both times."""

import json
import sys
import time
import warnings

import numpy as np
import statsmodels.api as sm
from scipy import optimize, stats
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss, roc_auc_score
from statsmodels.stats.proportion import proportion_confint

warnings.filterwarnings("ignore")
RUNS = 15
rows = []
failures = 0


def milliseconds(work):
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1e3)
    return sorted(times)[RUNS // 2]


def compare(component, reference, ours, theirs, tolerance, times=None):
    global failures
    difference = float(np.max(np.abs(np.asarray(ours, float) - np.asarray(theirs, float))))
    agrees = difference <= tolerance
    failures += not agrees
    speed = ""
    if times:
        speed = f"{times[0]:9.3f} ms {times[1]:9.3f} ms {times[1] / times[0]:7.1f} x"
    rows.append((component, reference, f"{difference:.1e}", f"{tolerance:.0e}", "ok" if agrees else "DIFFERS", speed))


def fits(problems):
    for problem in problems:
        kept = np.array(problem["weights"]) > 0
        design = np.array(problem["columns"]).T[kept]
        outcome = np.array(problem["outcomes"])[kept]
        offset = np.array(problem["offsets"])[kept]
        ours = problem["coefficients"]
        ridge = problem["ridge"]
        if ridge == 0:
            model = lambda: sm.GLM(outcome, design, family=sm.families.Binomial(), offset=offset).fit(tol=1e-12)
            theirs = model().params
            name = f"logistic regression, {design.shape[1]} terms, offset"
            compare(name, "statsmodels GLM", ours, theirs, 1e-6, (problem["milliseconds"], milliseconds(model)))
        else:
            # The coordinate descent of statsmodels' fit_regularized stops at about 1e-4, so scipy's trust region.
            def loss(beta):
                odds = offset + design @ beta
                chance = 1 / (1 + np.exp(-odds))
                value = np.sum(np.logaddexp(0, odds)) - outcome @ odds + ridge / 2 * beta @ beta
                slope = design.T @ (chance - outcome) + ridge * beta
                return value, slope

            def curvature(beta):
                chance = 1 / (1 + np.exp(-(offset + design @ beta)))
                return (design * (chance * (1 - chance))[:, None]).T @ design + ridge * np.eye(len(beta))

            start = np.zeros(design.shape[1])
            model = lambda: optimize.minimize(loss, start, jac=True, hess=curvature, method="trust-exact", options={"gtol": 1e-9})
            theirs = model().x
            name = f"the same with a ridge of {ridge}"
            compare(name, "scipy trust-exact", ours, theirs, 1e-6, (problem["milliseconds"], milliseconds(model)))
            # A second opinion: at the optimum the gradient of the penalised likelihood vanishes.
            odds = offset + design @ np.array(ours)
            gradient = design.T @ (outcome - 1 / (1 + np.exp(-odds))) - ridge * np.array(ours)
            compare("its gradient at our coefficients", "numpy", gradient, np.zeros_like(gradient), 1e-6)


def screen(ours):
    columns = np.array(ours["columns"])
    residuals = np.array(ours["residuals"])
    curvatures = np.array(ours["curvatures"])
    days = columns.shape[1]
    shortest = ours["shortest_shift"]
    room = days - 2 * shortest
    shifts = min(ours["shifts"], room)
    offsets = shortest + np.arange(shifts) * room // shifts

    def kernel():
        score = columns @ residuals
        information = (columns**2) @ curvatures
        # Rolling the residuals back is rolling the exposure forth.
        rolled = np.stack([np.roll(residuals, shift) for shift in offsets], axis=1)
        scores = columns @ rolled
        variance = scores.var(axis=1, ddof=1)
        temper = np.minimum(1.0, information / np.maximum(variance, 1e-300))
        return score, information, temper

    score, information, temper = kernel()
    members = len(columns)
    scale = max(1.0, float(np.max(np.abs(score))))
    compare("score of each member", "numpy", np.array(ours["score"]) / scale, score / scale, 1e-9)
    compare("information of each member", "numpy", np.array(ours["information"]), information, 1e-8)
    times = (ours["kernel_milliseconds"], milliseconds(kernel))
    name = f"spread over {shifts} circular shifts, {members} members (single precision)"
    compare(name, "numpy, matrix product", np.array(ours["temper"]), temper, 1e-3, times)

    def plain():
        """As the prototype of the screen does it: member by member, with a base fit and a projection."""
        design = np.stack([np.ones(days)] + [np.cos(np.pi * wave * (np.arange(days) + 0.5) / days) for wave in range(1, 6)], axis=1)
        gram = np.linalg.inv((design * curvatures[:, None]).T @ design + 0.3 * np.eye(design.shape[1]))
        for column in columns:
            projected = column - design @ (gram @ (design.T @ (curvatures * column)))
            projected @ residuals
            (projected**2) @ curvatures
            np.std([np.roll(projected, shift) @ residuals for shift in offsets], ddof=1)

    rows.append((
        f"whole screen of a year, {ours['factors']} factors",
        "numpy, member by member",
        "", "", "",
        f"{ours['year_milliseconds']:9.3f} ms {(theirs := milliseconds(plain)):9.3f} ms {theirs / ours['year_milliseconds']:7.1f} x",
    ))
    for name, key, most in [("a year", "year_milliseconds", 15), ("ten years", "decade_milliseconds", 200)]:
        took = ours[key]
        rows.append((f"screen of {name}", f"limit {most} ms", "", "", "ok" if took <= most else "over", f"{took:9.3f} ms"))


def scores(ours):
    probability = np.array(ours["probabilities"])
    outcome = np.array(ours["outcomes"])
    compare("area under the curve", "scikit-learn", ours["area"], roc_auc_score(outcome, probability), 1e-8)
    compare("Brier score", "scikit-learn", ours["brier"], brier_score_loss(outcome, probability), 1e-8)
    odds = np.log(probability / (1 - probability))
    line = sm.GLM(outcome, sm.add_constant(odds), family=sm.families.Binomial()).fit(tol=1e-12).params
    compare("calibration intercept and slope", "statsmodels GLM", ours["line"], line, 1e-4)
    truth, predicted = calibration_curve(outcome, probability, n_bins=10)
    counts = np.bincount(np.minimum((probability * 10).astype(int), 9), minlength=10)
    error = float(np.sum(counts[counts > 0] * np.abs(truth - predicted)) / len(outcome))
    compare("expected calibration error", "scikit-learn", ours["error_over_widths"], error, 1e-8)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        ours = json.load(file)
    fits(ours["fit"])
    screen(ours["screen"])
    scores(ours["scores"])
    points = np.array(ours["normal"]["points"])
    compare("normal distribution", "scipy", ours["normal"]["cumulative"], stats.norm.cdf(points), 1e-7)
    for case in ours["wilson"]:
        theirs = proportion_confint(case["hits"], case["all"], method="wilson")
        compare(f"Wilson interval, {case['hits']} of {case['all']}", "statsmodels", case["interval"], theirs, 1e-12)
    head = ("component", "reference", "difference", "limit", "", "      ours      reference      ratio")
    widths = [max(len(row[place]) for row in [head, *rows]) for place in range(5)]
    print()
    for row in [head, *rows]:
        print("  ".join([part.ljust(width) for part, width in zip(row, widths)] + [row[5]]).rstrip())
    sys.exit(1 if failures else 0)


main()
