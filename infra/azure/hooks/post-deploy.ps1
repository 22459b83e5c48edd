$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '../../..')
node infra/ensure-installed.mjs
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
npx --no -- node infra/azure/hooks/post-deploy.ts
exit $LASTEXITCODE
