"""The evidence pack: everything an assessor needs in one zip that proves itself without the product's database."""
