# The everyday commands. Without `just`, type what stands below the name.

# What there is
default:
    @just --list

# The two-minute tour
demo:
    cargo run --release -- demo

# All tests; those on PostgreSQL too, where it is installed
test *filter:
    cargo test --workspace {{filter}}

# Format and lints, as they are checked before a change goes in
check:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets --locked -- --deny warnings

# Put the format right
format:
    cargo fmt --all

# Licences, banned crates, sources
dependencies:
    cargo deny --locked check bans licenses sources

# Everything a change must pass; installs what is missing (Debian, as root)
ci:
    .ci/run
