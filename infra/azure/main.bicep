// All Azure resources of the server, in one resource group, and its registration in Entra ID. `azd -C infra up` deploys it; so does
// az deployment sub create --location <region> --template-file main.bicep --parameters environmentName=<name> location=<region>
// This file names the resources and connects the modules. It handles no secret: the Telnyx key and the app's keys are stored in the
// vault afterwards.
targetScope = 'subscription'

@description('Name of the environment, such as "prod". The names of all resources follow from it.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Azure region that offers Flex Consumption: az functionapp list-flexconsumption-locations')
@minLength(1)
@metadata({
  azd: {
    type: 'location'
  }
})
param location string

@description('Name of the resource group; empty: rg-<environmentName>.')
@maxLength(90)
param resourceGroupName string = ''

@description('Object id of the principal that may store secrets in the vault; azd sets it. Empty: none.')
@maxLength(36)
param principalId string = ''

@description('Type of that principal. ServicePrincipal for a pipeline.')
@allowed([
  'User'
  'Group'
  'ServicePrincipal'
])
param principalType string = 'User'

// Login

@description('Id of the Entra tenant that people log in with; empty: the tenant of the subscription. The managed identity can authenticate the app only in that tenant.')
@maxLength(36)
param entraTenantId string = ''

@description('Client id of an app registration that exists: it is used, and never changed. Empty: see registerApp.')
@maxLength(36)
param entraClientId string = ''

@description('Who registers the app in Entra ID, where no client id is given: this template (module), the script of infra/entra before and after it (script), or somebody else, later (no). Until then the app serves a page that says so.')
@allowed([
  'module'
  'script'
  'no'
])
param registerApp string = 'module'

@description('With registerApp = script: client id of the registration that the script made; the hooks of azd set it.')
@maxLength(36)
param scriptClientId string = ''

@description('Role of a person without an app role. Empty: no access. The app rejects Owner.')
@allowed([
  ''
  'Reader'
  'Operator'
  'Manager'
])
param defaultRole string = ''

// The app

@description('Name of the organization, shown on the pages and to clients; empty: Telnyx MCP.')
@maxLength(60)
param serverTitle string = ''

@description('Origin of the app with a custom domain, such as https://mcp.example.com; empty: the host name from Azure.')
@maxLength(253)
param publicBaseUrl string = ''

@description('Further web origins that may call the app from a browser, separated by commas, never "*". The Azure portal, Claude, ChatGPT and VS Code for the Web always may.')
@maxLength(4000)
param allowedOrigins string = ''

@description('Telnyx API of the account\'s region.')
@allowed([
  'https://api.telnyx.com/v2'
  'https://api.telnyx.eu/v2'
  'https://api.telnyx.com.au/v2'
  'https://api.telnyx.ca/v2'
  'https://api.telnyx.me/v2'
])
param telnyxBaseUrl string = 'https://api.telnyx.com/v2'

@description('Read-only tools alone.')
param readOnly bool = false

@description('Only these tools, names separated by commas; empty: all.')
@maxLength(4000)
param onlyTools string = ''

@description('Tools to leave out, names separated by commas.')
@maxLength(4000)
param excludedTools string = ''

@description('Operations of Telnyx that clients may call by name: none, those that read, or all that the lists leave.')
@allowed(['off', 'read', 'on'])
param wholeApi string = 'on'

@description('Only these areas and operation ids, separated by commas; empty: all.')
@maxLength(4000)
param onlyOperations string = ''

@description('Areas and operation ids to leave out, separated by commas.')
@maxLength(4000)
param excludedOperations string = ''

@description('Hours for which a token from the token page is valid.')
@minValue(1)
@maxValue(168)
param tokenTtlHours int = 24

@description('Minutes for which a client\'s OAuth access token is valid.')
@minValue(5)
@maxValue(1440)
param accessTtlMinutes int = 60

@description('Days for which a client can refresh before the person must log in again.')
@minValue(1)
@maxValue(90)
param grantTtlDays int = 30

@description('Hours for which access continues after Entra last confirmed the person, while Entra is unavailable.')
@minValue(0)
@maxValue(24)
param entraGraceHours int = 4

@description('OAuth clients known by name, as JSON: [{"client_id": …, "client_name": …, "redirect_uris": […]}]; empty: none.')
@maxLength(16000)
param oauthClients string = ''

@description('Blocked OAuth clients, separated by commas: client ids, their hashes from the log, or host names; empty: none.')
@maxLength(8000)
param blockedClients string = ''

@description('Requests per minute from one address to each of /authorize, /token, /register.')
@minValue(1)
@maxValue(1000000)
param oauthRatePerMinute int = 600

@description('Number of proxies in front of the app that append to X-Forwarded-For: 1 for Azure alone, 2 with Front Door, API Management or a gateway; 0: all addresses share one limit.')
@minValue(0)
@maxValue(5)
param forwardedHops int = 1

@description('MCP messages of all kinds per minute and person, in each instance.')
@minValue(1)
@maxValue(1000000)
param toolCallsPerMinute int = 300

// What a person is asked, and how much goes out: docs/settings.md. Where it is empty, the app has its default.

@description('Who confirms a purchase: off, client, form or page; empty: page.')
@maxLength(10)
param confirmPurchase string = ''

@description('Who confirms a message or call to a person; empty: client.')
@maxLength(10)
param confirmOutbound string = ''

@description('Who confirms what overwrites or deletes; empty: client.')
@maxLength(10)
param confirmDestructive string = ''

@description('Who confirms that a secret is stored; empty: client.')
@maxLength(10)
param confirmStoring string = ''

@description('Risks for which Claude Code must ask each time, separated by commas, or off; empty: purchase, credential.')
@maxLength(100)
param askAlways string = ''

@description('Messages of one person; of all: "10/minute 200/day; 30/minute 1000/day", or off; empty: these.')
@maxLength(100)
param limitMessages string = ''

@description('Phone calls, in the same form; empty: "3/minute 50/day; 10/minute 200/day".')
@maxLength(100)
param limitCalls string = ''

@description('Ordered numbers, in the same form; empty: "5/day; 10/day".')
@maxLength(100)
param limitNumbers string = ''

@description('Other changes, in the same form; empty: "30/minute 300/day".')
@maxLength(100)
param limitChanges string = ''

@description('Paid lookups, in the same form; empty: "100/day".')
@maxLength(100)
param limitLookups string = ''

@description('US dollars a day for orders, such as 100/day, or off; empty: 100/day.')
@maxLength(20)
param limitSpend string = ''

@description('Messages and calls to one number, such as "3/10minutes 20/day", or off; empty: these.')
@maxLength(50)
param limitRecipient string = ''

@description('Countries that may be reached: own, off, or ISO codes separated by commas; empty: own.')
@maxLength(1000)
param countries string = ''

@description('Beginnings of numbers that are never reached, separated by commas; empty: none.')
@maxLength(4000)
param neverNumbers string = ''

@description('Hours at which calls ask on the page, such as 21-8, or off; empty: 21-8.')
@maxLength(10)
param quietHours string = ''

@description('Hours at which messages ask on the page, or off; empty: off.')
@maxLength(10)
param quietHoursMessages string = ''

@description('Hosts that events may be sent to: own, off, or host names separated by commas; empty: own.')
@maxLength(4000)
param webhookHosts string = ''

@description('Whether an identical call gets the answer of the first one: on or off; empty: on.')
@maxLength(10)
param duplicates string = ''

@description('Days for which the audit page keeps its rows.')
@minValue(1)
@maxValue(3650)
param auditDays int = 180

@description('Days back for which events of Telnyx can be read: messages, states, calls.')
@minValue(1)
@maxValue(90)
param inboxDays int = 30

// Scale

@description('Version of Node.js. To list those of a region: az functionapp list-flexconsumption-runtimes --location <region> --runtime node')
@allowed([
  '22'
  '24'
])
param nodeVersion string = '24'

@description('Memory of an instance in MB.')
@allowed([
  512
  2048
  4096
])
param instanceMemoryMB int = 2048

@description('Maximum number of instances. Not every region allows fewer than 40.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Always-ready instances for HTTP: 0 costs nothing when idle, 1 avoids the cold start.')
@minValue(0)
@maxValue(1)
param alwaysReadyInstances int = 0

@description('Concurrent requests of one instance before Azure adds another.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int = 50

@description('Redundancy of the storage account: one datacentre (LRS) or three zones (ZRS).')
@allowed([
  'Standard_LRS'
  'Standard_ZRS'
])
param storageSku string = 'Standard_LRS'

// Network and vault

@description('Virtual network with private endpoints: vault and storage are not reachable from the internet. The app itself stays public. Needs the registered resource provider Microsoft.App.')
param privateNetwork bool = false

@description('Address space of that network, /24 or larger.')
@minLength(9)
@maxLength(18)
param networkAddressPrefix string = '10.20.0.0/24'

@description('With a private network: public IPv4 address that may access the vault, to store and rotate secrets; empty: none.')
@maxLength(18)
param operatorIpAddress string = ''

@description('Days for which a deleted vault can be recovered and its name is reserved. It cannot be changed later.')
@minValue(7)
@maxValue(90)
param vaultRetentionDays int = 90

@description('Recover the soft-deleted vault of an earlier deployment of this environment. For one deployment only: reset it afterwards.')
param recoverVault bool = false

// Monitoring

@description('Mail address for alerts and the budget; empty: alerts show in the portal only.')
@maxLength(254)
param alertEmail string = ''

@description('Days for which logs are kept, the audit trail included.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

@description('Daily limit of logs in gigabytes. Later logs of the day are lost, with the audit trail and the alerts, and anyone who can reach the app can cause that. 0: no limit.')
@minValue(0)
@maxValue(1000)
param logDailyQuotaGb int = 0

@description('Minutes between probes of /health/ready from outside; 0: no probe, and no alert for an app that does not start.')
@allowed([
  0
  5
  10
  15
])
param probeMinutes int = 15

@description('Alert at this many answers with 5xx in 15 minutes.')
@minValue(1)
@maxValue(100000)
param alertServerErrors int = 5

@description('Alert at this many 401 in 15 minutes.')
@minValue(1)
@maxValue(100000)
param alertUnauthorized int = 200

@description('Alert at this share of webhooks in an hour that are refused (401), in percent. An error of the app (5xx) counts five times.')
@minValue(1)
@maxValue(500)
param alertWebhookPercent int = 25

@description('Alert at this many tool calls in 15 minutes that Telnyx failed.')
@minValue(1)
@maxValue(100000)
param alertUpstreamErrors int = 10

@description('Alert at this many messages, calls and chats in one hour that reach people.')
@minValue(1)
@maxValue(1000000)
param alertSendsPerHour int = 200

@description('Alert at this many purchases in 15 minutes.')
@minValue(1)
@maxValue(100000)
param alertPurchases int = 1

@description('Monthly budget in the currency of the subscription; 0: none.')
@minValue(0)
@maxValue(1000000)
param monthlyBudget int = 0

@description('First month of the budget, YYYY-MM-01; empty: this month. Set it after the first deployment, to keep the start.')
@maxLength(10)
param budgetStartDate string = ''

@description('Not to be set: the first day of this month.')
param thisMonth string = utcNow('yyyy-MM-01')

// 13 lower-case characters, stable for a subscription, environment and region.
var token = toLower(uniqueString(subscription().id, environmentName, location))

var tags = {
  'azd-env-name': environmentName
}

var deploymentContainerName = 'deployments'

// The app rejects "*" at its start, and the platform must not get it either. Neither accepts a trailing slash.
var givenOrigins = filter(
  map(split(allowedOrigins, ','), given => trim(given)),
  given => !empty(given) && !contains(given, '*')
)
var corsOrigins = map(givenOrigins, given => endsWith(given, '/') ? take(given, length(given) - 1) : given)

// One registration for each environment of each subscription: none can take over that of another.
var registrationName = 'telnyx-mcp-${environmentName}-${take(subscription().subscriptionId, 8)}'
var registersHere = empty(entraClientId) && registerApp == 'module'
var existingClientId = !empty(entraClientId) ? entraClientId : registerApp == 'script' ? scriptClientId : ''

// Names as in docs/settings.md. An empty value counts as not set.
var operatorSettings = {
  SERVER_TITLE: serverTitle
  PUBLIC_BASE_URL: publicBaseUrl
  ENTRA_TENANT_ID: empty(entraTenantId) ? tenant().tenantId : entraTenantId
  ENTRA_CLIENT_ID: clientId
  DEFAULT_ROLE: defaultRole
  ALLOWED_ORIGINS: allowedOrigins
  TELNYX_BASE_URL: telnyxBaseUrl
  TELNYX_MCP_TOOLS: onlyTools
  TELNYX_MCP_EXCLUDE_TOOLS: excludedTools
  WHOLE_API: wholeApi
  WHOLE_API_ONLY: onlyOperations
  WHOLE_API_EXCLUDE: excludedOperations
  // string(true) would be "True".
  READ_ONLY: readOnly ? 'true' : 'false'
  TOKEN_TTL_HOURS: string(tokenTtlHours)
  ACCESS_TTL_MINUTES: string(accessTtlMinutes)
  GRANT_TTL_DAYS: string(grantTtlDays)
  ENTRA_GRACE_HOURS: string(entraGraceHours)
  OAUTH_CLIENTS: oauthClients
  OAUTH_BLOCKED_CLIENTS: blockedClients
  OAUTH_RATE_PER_MINUTE: string(oauthRatePerMinute)
  FORWARDED_HOPS: string(forwardedHops)
  TOOL_CALLS_PER_MINUTE: string(toolCallsPerMinute)
  CONFIRM_PURCHASE: confirmPurchase
  CONFIRM_OUTBOUND: confirmOutbound
  CONFIRM_DESTRUCTIVE: confirmDestructive
  CONFIRM_CREDENTIAL: confirmStoring
  ASK_ALWAYS: askAlways
  LIMIT_MESSAGES: limitMessages
  LIMIT_CALLS: limitCalls
  LIMIT_NUMBERS: limitNumbers
  LIMIT_CHANGES: limitChanges
  LIMIT_LOOKUPS: limitLookups
  LIMIT_SPEND: limitSpend
  LIMIT_RECIPIENT: limitRecipient
  COUNTRIES: countries
  NEVER_NUMBERS: neverNumbers
  QUIET_HOURS: quietHours
  QUIET_HOURS_MESSAGES: quietHoursMessages
  WEBHOOK_HOSTS: webhookHosts
  DUPLICATES: duplicates
  AUDIT_DAYS: string(auditDays)
  INBOX_DAYS: string(inboxDays)
}

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: empty(resourceGroupName) ? 'rg-${environmentName}' : resourceGroupName
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    name: 'id-telnyx-mcp-${token}'
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    workspaceName: 'log-${token}'
    insightsName: 'appi-${token}'
    location: location
    tags: tags
    retentionInDays: logRetentionDays
    dailyQuotaGb: logDailyQuotaGb
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: 'st${token}'
    location: location
    tags: tags
    sku: storageSku
    deploymentContainerName: deploymentContainerName
    privateNetwork: privateNetwork
    workspaceId: monitoring.outputs.workspaceId
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  scope: group
  params: {
    name: 'kv-${token}'
    location: location
    tags: tags
    softDeleteRetentionInDays: vaultRetentionDays
    recover: recoverVault
    privateNetwork: privateNetwork
    operatorIpAddress: operatorIpAddress
    workspaceId: monitoring.outputs.workspaceId
  }
}

module roleAssignments 'modules/role-assignments.bicep' = {
  name: 'role-assignments'
  scope: group
  params: {
    identityPrincipalId: identity.outputs.principalId
    operatorPrincipalId: principalId
    operatorPrincipalType: principalType
    vaultName: vault.outputs.name
    storageName: storage.outputs.name
    deploymentContainer: deploymentContainerName
    insightsName: monitoring.outputs.insightsName
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  name: 'network'
  scope: group
  params: {
    name: 'vnet-${token}'
    location: location
    tags: tags
    addressPrefix: networkAddressPrefix
  }
}

module privateEndpoints 'modules/private-endpoints.bicep' = if (privateNetwork) {
  name: 'private-endpoints'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    networkId: network!.outputs.id
    subnetId: network!.outputs.endpointsSubnetId
    vaultId: vault.outputs.id
    storageId: storage.outputs.id
  }
}

module functionApp 'modules/function-app.bicep' = {
  name: 'function-app'
  scope: group
  params: {
    planName: 'plan-${token}'
    siteName: 'func-telnyx-mcp-${token}'
    location: location
    tags: tags
    nodeVersion: nodeVersion
    identityId: identity.outputs.id
    deploymentContainerUrl: storage.outputs.deploymentContainerUrl
    subnetId: privateNetwork ? network!.outputs.appSubnetId : ''
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyInstances: alwaysReadyInstances
    httpConcurrency: httpConcurrency
    corsOrigins: corsOrigins
  }
  // The host reads its storage at start-up.
  dependsOn: [
    roleAssignments
    privateEndpoints
  ]
}

var origin = empty(publicBaseUrl) ? 'https://${functionApp.outputs.hostName}' : publicBaseUrl
var redirectUri = '${origin}/auth/callback'

// Between the site, whose host name it needs, and the site's settings, which need its client id.
module registration '../entra/main.bicep' = if (registersHere) {
  name: 'registration'
  scope: group
  params: {
    uniqueName: registrationName
    redirectUri: redirectUri
    identityPrincipalId: identity.outputs.principalId
  }
}

var clientId = registersHere ? registration!.outputs.clientId : existingClientId

module appSettings 'modules/app-settings.bicep' = {
  name: 'app-settings'
  scope: group
  params: {
    siteName: functionApp.outputs.name
    identityClientId: identity.outputs.clientId
    storageName: storage.outputs.name
    tablesUrl: storage.outputs.tablesUrl
    vaultUrl: vault.outputs.url
    insightsName: monitoring.outputs.insightsName
    operatorSettings: operatorSettings
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    insightsName: monitoring.outputs.insightsName
    workspaceId: monitoring.outputs.workspaceId
    email: alertEmail
    origin: origin
    // Before the registration the app is not ready, which is no reason for an alert.
    probeMinutes: registersHere || !empty(existingClientId) ? probeMinutes : 0
    serverErrorThreshold: alertServerErrors
    unauthorizedThreshold: alertUnauthorized
    webhookThreshold: alertWebhookPercent
    upstreamErrorThreshold: alertUpstreamErrors
    sendsPerHourThreshold: alertSendsPerHour
    purchaseThreshold: alertPurchases
  }
}

module workbook 'modules/workbook.bicep' = {
  name: 'workbook'
  scope: group
  params: {
    location: location
    tags: tags
    insightsName: monitoring.outputs.insightsName
  }
}

module budget 'modules/budget.bicep' = if (monthlyBudget > 0) {
  name: 'budget'
  scope: group
  params: {
    name: 'budget-${token}'
    amount: max(monthlyBudget, 1)
    startDate: empty(budgetStartDate) ? thisMonth : budgetStartDate
    email: alertEmail
  }
}

@description('Name of the function app.')
output AZURE_FUNCTION_NAME string = functionApp.outputs.name

@description('Name of the resource group.')
output AZURE_RESOURCE_GROUP string = group.name

@description('URL for MCP clients.')
output MCP_ENDPOINT string = '${origin}/mcp/stream'

@description('Page where a person logs in and copies a token.')
output TEST_PAGE_URL string = '${origin}/test-auth'

@description('Readiness of the app and its dependencies.')
output HEALTH_URL string = '${origin}/health/ready'

@description('Name of the vault.')
output KEY_VAULT_NAME string = vault.outputs.name

@description('URL of the vault.')
output KEY_VAULT_URL string = vault.outputs.url

@description('Object id of the managed identity: subject of the federated credential of the app registration.')
output IDENTITY_PRINCIPAL_ID string = identity.outputs.principalId

@description('Client id of the managed identity.')
output IDENTITY_CLIENT_ID string = identity.outputs.clientId

@description('Redirect URI of the app registration.')
output ENTRA_REDIRECT_URI string = redirectUri

@description('Client id of the app registration in use; empty: there is none yet.')
output ENTRA_APP_ID string = clientId

@description('Unique name of the registration of this environment.')
output ENTRA_UNIQUE_NAME string = registrationName

@description('Command that connects Claude Code.')
output CONNECT_CLAUDE_CODE string = 'claude mcp add --transport http telnyx ${origin}/mcp/stream'

@description('Connects VS Code: content of .vscode/mcp.json.')
output CONNECT_VS_CODE string = string({
  servers: {
    telnyx: {
      type: 'http'
      url: '${origin}/mcp/stream'
    }
  }
})
