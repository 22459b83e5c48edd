// The settings of the app. Apart from the site, because the registration in Entra comes between: it needs the site's host name, and its
// client id is one of the settings.

@description('Name of the site.')
@minLength(2)
@maxLength(32)
param siteName string

@description('Client id of the managed identity.')
@minLength(36)
@maxLength(36)
param identityClientId string

@description('Name of the storage account.')
@minLength(3)
@maxLength(24)
param storageName string

@description('URL of the table service.')
param tablesUrl string

@description('URL of the vault.')
param vaultUrl string

@description('Name of the Application Insights component.')
param insightsName string

@description('Settings that the operator chose: names as in docs/settings.md. None of them is a secret.')
param operatorSettings object

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource site 'Microsoft.Web/sites@2024-04-01' existing = {
  name: siteName
}

var platformSettings = {
  AzureWebJobsStorage__accountName: storageName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  // An empty route would otherwise show the platform's own page.
  AzureWebJobsDisableHomepage: 'true'
  APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  AZURE_CLIENT_ID: identityClientId
  KEY_VAULT_URL: vaultUrl
  TABLES_URL: tablesUrl
}

// FUNCTIONS_WORKER_RUNTIME and FUNCTIONS_EXTENSION_VERSION are not settings of Flex Consumption: see functionAppConfig of the site.
resource appSettings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: site
  name: 'appsettings'
  properties: union(operatorSettings, platformSettings)
}
