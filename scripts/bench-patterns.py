"""Compares what `migraine-pulse bench-patterns` printed with numpy, scipy, statsmodels and
scikit-learn, and prints a table: component, reference, largest difference, tolerance, verdict, both times."""

import json
import sys
import time
import warnings

import numpy as np
import statsmodels.api as sm
from scipy import integrate, optimize, stats
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

    # Days of the exposure for each shift and day of the residual.
    moved = (np.arange(days)[None, :] + offsets[:, None]) % days
    prior = ours["prior_shifts"]

    def kernel():
        score = columns @ residuals
        information = (columns**2) @ curvatures
        temper = []
        for column, own in zip(columns, score / information):
            # What the exposure itself explains is taken out of the residuals first.
            ratio = (column[moved] @ (residuals - own * column * curvatures)).var(ddof=1) / information[len(temper)]
            temper.append(1 / max(1.0, (prior + shifts * ratio) / (prior + shifts)))
        return score, information, np.array(temper)

    score, information, temper = kernel()
    members = len(columns)
    scale = max(1.0, float(np.max(np.abs(score))))
    compare("score of each member", "numpy", np.array(ours["score"]) / scale, score / scale, 1e-9)
    compare("information of each member", "numpy", np.array(ours["information"]), information, 1e-8)
    times = (ours["kernel_milliseconds"], milliseconds(kernel))
    name = f"spread over {shifts} circular shifts, {members} members (single precision)"
    compare(name, "numpy, matrix product each", np.array(ours["temper"]), temper, 1e-3, times)

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


def evidence(ours):
    """The Bayes factor of each member by adaptive quadrature, the prior cut off at no effect."""
    odds0 = np.array(ours["log_odds"])
    kept = np.array(ours["curvatures"]) > 0
    outcome = np.array(ours["outcomes"])[kept]
    mean, spread = ours["prior"]
    inside = stats.norm.cdf(abs(mean) / spread)
    factors, effects = [], []

    def weigh(member):
        column = np.array(member["column"])[kept]
        base = odds0[kept]
        none = np.logaddexp(0, base).sum()

        def weight(effect):
            gain = none - np.logaddexp(0, base + effect * column).sum() + effect * (column @ outcome)
            return np.exp(member["temper"] * gain) * stats.norm.pdf(effect, mean, spread) / inside

        total = integrate.quad(weight, 0, mean + 8 * spread, epsrel=1e-6)[0]
        return np.log(total), integrate.quad(lambda effect: effect * weight(effect), 0, mean + 8 * spread, epsrel=1e-6)[0] / total

    for member in ours["members"]:
        factor, effect = weigh(member)
        factors.append(factor)
        effects.append(effect)
    first = ours["members"][0]
    times = (first["milliseconds"], milliseconds(lambda: weigh(first)))
    name = f"Bayes factor of {len(factors)} members, logarithm"
    compare(name, "scipy quad", [one["log_factor"] for one in ours["members"]], factors, 2e-2, times)
    compare("effect given that there is one", "scipy quad", [one["mean"] for one in ours["members"]], effects, 2e-2)


def joint(models):
    """Spike and slab: every subset of the columns, each integrated around its own most likely effects."""
    for model in models:
        base = np.array(model["log_odds"])
        outcome = np.array(model["outcomes"])
        design = np.array([column["values"] for column in model["columns"]]).T
        means, precisions, odds = (np.array([column[key] for column in model["columns"]]) for key in ("mean", "precision", "odds"))
        size = design.shape[1]

        def inclusion():
            logs, chosen = [], []
            for bits in range(2**size):
                own = np.array([bits >> place & 1 for place in range(size)], bool)
                x, mean, precision = design[:, own], means[own], precisions[own]
                beta = mean.copy()
                for _ in range(50):
                    chance = 1 / (1 + np.exp(-(base + x @ beta)))
                    hessian = (x * (chance * (1 - chance))[:, None]).T @ x + np.diag(precision)
                    step = np.linalg.solve(hessian, x.T @ (outcome - chance) - precision * (beta - mean)) if own.any() else beta
                    beta = beta + step
                    if not own.any() or np.max(np.abs(step)) < 1e-10:
                        break
                score = base + x @ beta
                value = outcome @ score - np.logaddexp(0, score).sum() - 0.5 * precision @ (beta - mean) ** 2
                value += 0.5 * np.log(precision).sum() - (0.5 * np.linalg.slogdet(hessian)[1] if own.any() else 0)
                logs.append(value + odds[own].sum())
                chosen.append(own)
            weights = np.exp(np.array(logs) - max(logs))
            return weights @ np.array(chosen, float) / weights.sum()

        start = time.perf_counter()
        theirs = inclusion()
        took = (time.perf_counter() - start) * 1e3
        name = f"joint model, {size} factors, {2**size} subsets"
        compare(name, "numpy, Laplace at each subset's mode", model["inclusion"], theirs, 5e-2, (model["milliseconds"], took))


def speed(ours):
    limits = [
        ("screen and claims' evidence, a year", "screen_year", 15, "ms"),
        ("the same, ten years", "screen_decade", 200, "ms"),
        ("joint model, a year", "joint_year", 300, "ms"),
        ("joint model, ten years", "joint_decade", 300, "ms"),
        ("claims after one entry, a year", "refresh_year", 50, "ms"),
        ("claims after one entry, ten years", "refresh_decade", None, "ms"),
        ("one more forecast, a year", "forecast_year", 2, "ms"),
        ("one more forecast, ten years", "forecast_decade", 2, "ms"),
        ("10,000 patient-years screened on one core (scaled from 60)", "patient_years_seconds", 180, "s"),
        ("memory of a whole report over ten years", "memory_megabytes", 50, "MB"),
    ]
    for name, key, most, unit in limits:
        took = ours[key]
        if took is None:
            continue
        limit = f"limit {most} {unit}" if most else "no limit"
        verdict = "" if most is None else "ok" if took <= most else "over"
        rows.append((name, limit, "", "", verdict, f"{took:9.3f} {unit}"))


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
    evidence(ours["evidence"])
    joint(ours["joint"])
    scores(ours["scores"])
    points = np.array(ours["normal"]["points"])
    compare("normal distribution", "scipy", ours["normal"]["cumulative"], stats.norm.cdf(points), 1e-7)
    for case in ours["wilson"]:
        theirs = proportion_confint(case["hits"], case["all"], method="wilson")
        compare(f"Wilson interval, {case['hits']} of {case['all']}", "statsmodels", case["interval"], theirs, 1e-12)
    speed(ours["speed"])
    head = ("component", "reference", "difference", "limit", "", "      ours      reference      ratio")
    widths = [max(len(row[place]) for row in [head, *rows]) for place in range(5)]
    print()
    for row in [head, *rows]:
        print("  ".join([part.ljust(width) for part, width in zip(row, widths)] + [row[5]]).rstrip())
    sys.exit(1 if failures else 0)


main()
