// Log Analytics and Application Insights. Both accept data and queries with Entra authentication only.

@description('Name of the Log Analytics workspace.')
@minLength(4)
@maxLength(63)
param workspaceName string

@description('Name of the Application Insights component.')
@minLength(1)
@maxLength(260)
param insightsName string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param retentionInDays int

@description('Most gigabytes of logs a day; what comes after is dropped until the next day, the audit trail included. 0: no limit.')
@minValue(0)
@maxValue(1000)
param dailyQuotaGb int

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retentionInDays
    workspaceCapping: {
      dailyQuotaGb: dailyQuotaGb == 0 ? -1 : dailyQuotaGb
    }
    features: {
      disableLocalAuth: true
      enableLogAccessUsingOnlyResourcePermissions: true
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    IngestionMode: 'LogAnalytics'
    // The connection string alone sends nothing: telemetry needs the identity's token.
    DisableLocalAuth: true
    DisableIpMasking: false
  }
}

@description('Resource id of the workspace.')
output workspaceId string = workspace.id

@description('Name of the Application Insights component.')
output insightsName string = insights.name
