//! A throw-away database for one test.
