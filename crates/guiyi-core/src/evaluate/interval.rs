//! Intervals: how far a figure may be from that of another sample of customers.
//!
//! Pairs of one customer stand and fall together, so customers, not pairs or records, are the
//! sampled units: each figure is a ratio of two sums over customers, and its variance is that of the
//! linearised ratio estimator (Cochran, *Sampling Techniques*, 3rd ed. 1977, chapter 6; for entity
//! resolution Binette et al., *The American Statistician* 77, 2023). A wrong pair between two
//! customers counts half for each. Shares of customers have Wilson's interval (JASA 22, 1927).

/// Standard normal quantile of a two-sided 95 % interval.
const Z: f64 = 1.959_963_984_540_054;

/// The interval around `value` whose linearised residuals, one a customer, are `residuals`: the
/// estimate moves by about their sum. `None` for fewer than two customers.
pub fn of_residuals(value: f64, residuals: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let (mut n, mut squares) = (0u64, 0.0);
    for residual in residuals {
        n += 1;
        squares += residual * residual;
    }
    if n < 2 {
        return None;
    }
    let n = n as f64;
    let half = Z * (squares * n / (n - 1.0)).sqrt();
    Some(((value - half).max(0.0), (value + half).min(1.0)))
}

/// Wilson's interval of `hits` in `n`; `None` when there is nothing to count.
pub fn wilson(hits: u64, n: u64) -> Option<(f64, f64)> {
    if n == 0 {
        return None;
    }
    let (p, n) = (hits as f64 / n as f64, n as f64);
    let z2 = Z * Z;
    let middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt() / (1.0 + z2 / n);
    Some(((middle - half).max(0.0), (middle + half).min(1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_agrees_with_a_printed_table() {
        // 8 of 10: Brown, Cai & DasGupta, Statistical Science 16, 2001.
        let (low, high) = wilson(8, 10).unwrap();
        assert!((low - 0.490).abs() < 5e-4 && (high - 0.943).abs() < 5e-4, "{low} {high}");
        assert!(wilson(0, 0).is_none());
    }
}
