//! Folding and parsing of Chinese company names.
