$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '../../..')
node infra/build/ensure-installed.mjs
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
npx --no -- node infra/azure/hooks/pre-provision.ts
exit $LASTEXITCODE
