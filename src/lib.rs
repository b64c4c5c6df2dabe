//! Groundtruth: was it delivered?
