//! A progress bar a stage, on a terminal only.

use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use guiyi_core::pipeline::{Observer, Stage};
use indicatif::{ProgressBar, ProgressStyle};

/// Draws the bars and remembers how long each stage took.
pub struct Progress {
    shown: bool,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    bar: Option<ProgressBar>,
    begun: Option<(&'static str, Instant)>,
    took: Vec<(&'static str, Duration)>,
}

impl Progress {
    /// Bars on the terminal; none when `quiet` or when nobody watches.
    pub fn new(quiet: bool) -> Progress {
        Progress {
            shown: !quiet && std::io::stderr().is_terminal(),
            state: Mutex::new(State::default()),
        }
    }

    /// Begins a stage by its name.
    pub fn stage(&self, name: &'static str, total: u64) {
        let Ok(mut state) = self.state.lock() else { return };
        state.end();
        state.begun = Some((name, Instant::now()));
        if self.shown {
            let bar = ProgressBar::new(total);
            if let Ok(style) =
                ProgressStyle::with_template("{msg:10} {bar:40} {percent:>3}% {elapsed}")
            {
                bar.set_style(style);
            }
            bar.set_message(name);
            state.bar = Some(bar);
        }
    }

    /// Ends the last stage and gives the time of each.
    pub fn finish(&self) -> Vec<(&'static str, Duration)> {
        let Ok(mut state) = self.state.lock() else { return Vec::new() };
        state.end();
        state.took.clone()
    }
}

impl State {
    fn end(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
        if let Some((name, begun)) = self.begun.take() {
            self.took.push((name, begun.elapsed()));
        }
    }
}

impl Observer for Progress {
    fn begin(&self, stage: Stage, total: u64) {
        self.stage(stage.name(), total);
    }

    fn advance(&self, by: u64) {
        if !self.shown {
            return;
        }
        if let Ok(state) = self.state.lock()
            && let Some(bar) = &state.bar
        {
            bar.inc(by);
        }
    }
}
