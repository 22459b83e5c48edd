// What Azurite gets instead of 250 packages that it never uses here (`overrides` in package.json): the libraries of its telemetry, of its logs
// and of its metadata in SQL. The real Azurite still serves tables and blobs. Whatever is used after all is undefined, and fails.

/** Azurite's SQL stores extend it when they are loaded. Nothing makes one: that takes AZURITE_DB, which Azurite is not given. */
exports.Model = class Model {};
