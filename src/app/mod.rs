//! The program in its window: who holds the document, what happens in which order in a frame.
//!
//! A frame is: answers of background work, keys, drawing (which only fills the outbox), then what the outbox asks for.
