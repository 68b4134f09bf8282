"""Plan and records in DuckDB: tables, the SQL that judges, and the build that runs it."""
