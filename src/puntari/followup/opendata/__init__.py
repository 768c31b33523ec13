"""The open data interface: read-only, public panels only, described by OpenAPI and DCAT-AP."""
