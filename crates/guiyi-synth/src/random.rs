//! Chance that is a pure function of a seed.
//!
//! Every thing of a population (a family, a customer, a record) throws its own [`Dice`], keyed by the seed, what it is and its
//! number. So any of them can be made alone, in any order, and comes out the same.

/// What dice are thrown for: things of different kinds with one number must not share their luck.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stream {
    Family = 1,
    Customer,
    Record,
    Damage,
    Agency,
    Order,
}

/// A small generator: SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014).
///
/// Sixty-four bits of state are enough, because each is used for one thing only and throws fewer than a few hundred times.
#[derive(Clone, Debug)]
pub(crate) struct Dice {
    state: u64,
}

impl Dice {
    /// The dice of thing number `index` of a kind.
    pub(crate) fn of(seed: u64, stream: Stream, index: u64) -> Dice {
        let state = mix(seed ^ mix(stream as u64));
        Dice { state: mix(state ^ mix(index.wrapping_add(GOLDEN))) }
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GOLDEN);
        mix(self.state)
    }

    /// A number below `bound`; 0 when there is none. Multiply and shift: the bias is below `bound / 2^64`.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(bound)) >> 64) as u64
    }

    /// A number of `range`, both ends included.
    pub(crate) fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// Whether a thing of probability `rate` happens. A throw is used up whatever the rate.
    pub(crate) fn happens(&mut self, rate: f64) -> bool {
        // 53 bits are what a double holds exactly.
        ((self.next() >> 11) as f64) < rate * (1u64 << 53) as f64
    }

    /// One of `things`, each as likely; the default when there are none.
    pub(crate) fn pick<T: Copy + Default>(&mut self, things: &[T]) -> T {
        let index = self.below(things.len() as u64) as usize;
        things.get(index).copied().unwrap_or_default()
    }

    /// An index below `count`, the first ones likelier: the nth weighs 1/(n + `flatness`), as ranks of brands and towns do.
    pub(crate) fn rank(&mut self, weights: &Weights) -> usize {
        weights.find(self.below(weights.total()))
    }
}

/// Cumulated integer weights: one binary search a draw.
#[derive(Clone, Debug)]
pub(crate) struct Weights {
    sums: Vec<u64>,
}

impl Weights {
    pub(crate) fn new(weights: impl IntoIterator<Item = u64>) -> Weights {
        let sums = weights.into_iter().scan(0u64, |sum, weight| {
            *sum += weight;
            Some(*sum)
        });
        Weights { sums: sums.collect() }
    }

    /// Weights of `count` ranks after Zipf and Mandelbrot: 1/(rank + `flatness`), in millionths.
    pub(crate) fn zipf(count: usize, flatness: u64) -> Weights {
        Weights::new((1..=count as u64).map(|rank| ZIPF_UNIT / (rank + flatness)))
    }

    fn total(&self) -> u64 {
        self.sums.last().copied().unwrap_or(0)
    }

    fn find(&self, point: u64) -> usize {
        self.sums.partition_point(|&sum| sum <= point).min(self.sums.len().saturating_sub(1))
    }
}

/// The odd number nearest to 2^64 divided by the golden ratio: steps by it visit all states.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// What the first rank's weight is divided from: large, so that the last of a million ranks keeps a weight.
const ZIPF_UNIT: u64 = 1 << 40;

/// Stafford's variant 13 of the 64-bit finalizer, as SplitMix64 uses it.
fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splitmix64_gives_its_published_vector() {
        let mut dice = Dice { state: 1_234_567 };
        let thrown: Vec<u64> = (0..5).map(|_| dice.next()).collect();
        let published = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        assert_eq!(thrown, published);
    }

    #[test]
    fn kinds_and_numbers_do_not_share_their_luck() {
        let mut seen = std::collections::BTreeSet::new();
        for stream in [Stream::Family, Stream::Customer, Stream::Record] {
            for index in 0..1000 {
                assert!(seen.insert(Dice::of(7, stream, index).next()));
            }
        }
    }

    #[test]
    fn weights_are_drawn_as_they_say() {
        let weights = Weights::new([1, 0, 3]);
        let mut dice = Dice::of(1, Stream::Order, 0);
        let mut drawn = [0u32; 3];
        for _ in 0..40_000 {
            drawn[dice.rank(&weights)] += 1;
        }
        assert_eq!(drawn[1], 0);
        assert!((29_500..30_500).contains(&drawn[2]), "{drawn:?}");
    }

    #[test]
    fn nothing_to_draw_from_is_no_panic() {
        let mut dice = Dice::of(1, Stream::Order, 0);
        assert_eq!(dice.pick::<u8>(&[]), 0);
        assert_eq!(dice.rank(&Weights::new([])), 0);
    }
}
