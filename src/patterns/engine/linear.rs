//! Small dense linear algebra and penalised logistic regression with offsets.
//!
//! Ours, because the libraries at hand take neither offsets nor a penalty for each coefficient, and the
//! systems here have at most a few dozen unknowns.

use super::normal::logistic;

/// Lower triangle of a positive definite matrix's Cholesky factor, row by row.
#[derive(Debug, Clone)]
pub struct Cholesky {
    size: usize,
    lower: Vec<f64>,
}

impl Cholesky {
    /// Factors a symmetric matrix (row by row, `size` squared numbers); `None` when it is not positive definite.
    #[must_use]
    pub fn of(matrix: &[f64], size: usize) -> Option<Self> {
        let mut lower = matrix.to_vec();
        for column in 0..size {
            for row in column..size {
                let mut sum = lower[row * size + column];
                for inner in 0..column {
                    sum -= lower[row * size + inner] * lower[column * size + inner];
                }
                if row == column {
                    if !sum.is_finite() || sum <= 0.0 {
                        return None;
                    }
                    lower[row * size + column] = sum.sqrt();
                } else {
                    lower[row * size + column] = sum / lower[column * size + column];
                }
            }
        }
        Some(Self { size, lower })
    }

    /// Solves `L x = b`.
    #[must_use]
    pub fn forward(&self, right: &[f64]) -> Vec<f64> {
        let mut solution = right.to_vec();
        for row in 0..self.size {
            for inner in 0..row {
                solution[row] -= self.lower[row * self.size + inner] * solution[inner];
            }
            solution[row] /= self.lower[row * self.size + row];
        }
        solution
    }

    /// Solves `L' x = b`.
    #[must_use]
    pub fn backward(&self, right: &[f64]) -> Vec<f64> {
        let mut solution = right.to_vec();
        for row in (0..self.size).rev() {
            for inner in row + 1..self.size {
                solution[row] -= self.lower[inner * self.size + row] * solution[inner];
            }
            solution[row] /= self.lower[row * self.size + row];
        }
        solution
    }

    /// Half the logarithm of the determinant.
    #[must_use]
    pub fn log_diagonal(&self) -> f64 {
        (0..self.size)
            .map(|row| self.lower[row * self.size + row].ln())
            .sum()
    }

    /// Solves `A x = b`.
    #[must_use]
    pub fn solve(&self, right: &[f64]) -> Vec<f64> {
        self.backward(&self.forward(right))
    }
}

/// A logistic regression: columns over rows, an offset and a weight for each row.
#[derive(Debug, Clone, Copy)]
pub struct Problem<'a> {
    /// The columns.
    pub columns: &'a [Vec<f64>],
    /// Outcomes, 0 or 1.
    pub outcomes: &'a [f64],
    /// Known part of the log-odds.
    pub offsets: &'a [f64],
    /// Weight of each row; 0 leaves it out.
    pub weights: &'a [f64],
    /// Prior mean of each coefficient.
    pub means: &'a [f64],
    /// Penalty (prior precision) of each coefficient.
    pub penalties: &'a [f64],
}

/// The fit of a [`Problem`].
#[derive(Debug, Clone)]
pub struct Fit {
    /// The coefficients.
    pub coefficients: Vec<f64>,
    /// Log-odds by row.
    pub log_odds: Vec<f64>,
    /// Factor of the penalised information matrix.
    pub information: Cholesky,
}

/// Steps after which a fit stands as it is.
const MOST_STEPS: usize = 30;
/// Largest change of a coefficient that ends the search.
const TOLERANCE: f64 = 1e-9;

impl Problem<'_> {
    /// Iteratively reweighted least squares; `None` when the system is singular.
    #[must_use]
    pub fn fit(&self) -> Option<Fit> {
        self.fit_from(self.means)
    }

    /// The same from other coefficients than the prior means: those of a problem that differs little save steps.
    #[must_use]
    pub fn fit_from(&self, start: &[f64]) -> Option<Fit> {
        let (size, rows) = (self.columns.len(), self.outcomes.len());
        let mut coefficients = start.to_vec();
        for _ in 0..MOST_STEPS {
            let log_odds = self.log_odds(&coefficients);
            let mut gradient: Vec<f64> = (0..size)
                .map(|place| -self.penalties[place] * (coefficients[place] - self.means[place]))
                .collect();
            let mut residuals = vec![0.0; rows];
            let mut curvatures = vec![0.0; rows];
            for row in 0..rows {
                if self.weights[row] > 0.0 {
                    let chance = logistic(log_odds[row]);
                    residuals[row] = self.weights[row] * (self.outcomes[row] - chance);
                    curvatures[row] = self.weights[row] * chance * (1.0 - chance);
                }
            }
            for (place, column) in self.columns.iter().enumerate() {
                gradient[place] += dot(column, &residuals);
            }
            let information = Cholesky::of(&self.information(&curvatures), size)?;
            let step = information.solve(&gradient);
            // Half steps keep a separable start from running away.
            let largest = step.iter().fold(0.0_f64, |most, part| most.max(part.abs()));
            let scale = if largest > 3.0 { 3.0 / largest } else { 1.0 };
            for (coefficient, part) in coefficients.iter_mut().zip(&step) {
                *coefficient += scale * part;
            }
            if largest < TOLERANCE {
                let log_odds = self.log_odds(&coefficients);
                return Some(Fit {
                    coefficients,
                    log_odds,
                    information,
                });
            }
        }
        let log_odds = self.log_odds(&coefficients);
        let curvatures: Vec<f64> = (0..rows)
            .map(|row| {
                let chance = logistic(log_odds[row]);
                self.weights[row] * chance * (1.0 - chance)
            })
            .collect();
        let information = Cholesky::of(&self.information(&curvatures), size)?;
        Some(Fit {
            coefficients,
            log_odds,
            information,
        })
    }

    fn log_odds(&self, coefficients: &[f64]) -> Vec<f64> {
        let mut log_odds = self.offsets.to_vec();
        for (column, coefficient) in self.columns.iter().zip(coefficients) {
            for (sum, value) in log_odds.iter_mut().zip(column) {
                *sum += coefficient * value;
            }
        }
        log_odds
    }

    fn information(&self, curvatures: &[f64]) -> Vec<f64> {
        let size = self.columns.len();
        let mut matrix = vec![0.0; size * size];
        for one in 0..size {
            let weighted: Vec<f64> = self.columns[one]
                .iter()
                .zip(curvatures)
                .map(|(value, curvature)| value * curvature)
                .collect();
            for other in 0..=one {
                let sum = dot(&self.columns[other], &weighted);
                matrix[one * size + other] = sum;
                matrix[other * size + one] = sum;
            }
            matrix[one * size + one] += self.penalties[one];
        }
        matrix
    }
}

/// Inner product, in eight running sums that the compiler can keep in registers.
#[must_use]
pub fn dot(one: &[f64], other: &[f64]) -> f64 {
    let mut sums = [0.0; 8];
    let (left, right) = (one.chunks_exact(8), other.chunks_exact(8));
    let rest: f64 = left
        .remainder()
        .iter()
        .zip(right.remainder())
        .map(|(a, b)| a * b)
        .sum();
    for (left, right) in left.zip(right) {
        for place in 0..8 {
            sums[place] += left[place] * right[place];
        }
    }
    sums.iter().sum::<f64>() + rest
}
