#!/bin/sh
set -eu
cd "$(dirname "$0")/../../.."
node infra/build/ensure-installed.mjs
exec npx --no -- node infra/azure/hooks/pre-provision.ts
