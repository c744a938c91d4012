//! Tables about Chinese company names: data only.
