//! An empty window.

fn main() {}
