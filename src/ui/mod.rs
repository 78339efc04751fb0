//! What is drawn: the views, and the parts that they are made of.

pub mod kit;
