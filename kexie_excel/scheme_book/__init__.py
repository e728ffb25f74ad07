"""方案.xlsx: a scheme written in Excel, read into the same plain data as a scheme of TOML, and written from it."""
