// The app on Flex Consumption: plan and site; its settings are in app-settings.bicep. The platform checks no tokens (no Easy Auth): the app does that itself.

@description('Name of the plan.')
@minLength(1)
@maxLength(60)
param planName string

@description('Name of the site, and first part of its host name. At most 32: the Functions host cuts its own id there.')
@minLength(2)
@maxLength(32)
param siteName string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Version of Node.js.')
@allowed([
  '22'
  '24'
])
param nodeVersion string

@description('Resource id of the managed identity.')
param identityId string

@description('URL of the container that holds the package.')
param deploymentContainerUrl string

@description('Resource id of the subnet of the app; empty: no virtual network.')
param subnetId string

@description('Memory of an instance in MB.')
@allowed([
  512
  2048
  4096
])
param instanceMemoryMB int

@description('Most instances on demand.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int

@description('Instances that are kept ready for HTTP.')
@minValue(0)
@maxValue(1)
param alwaysReadyInstances int

@description('Requests that one instance serves at once.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int

@description('Further web origins whose pages may call the app.')
param corsOrigins array

// The same list as in shared/platform/http/origin.ts: here the platform answers preflights before the app sees them.
var webClients = [
  'https://portal.azure.com'
  'https://claude.ai'
  'https://claude.com'
  'https://chatgpt.com'
  'https://vscode.dev'
  'https://insiders.vscode.dev'
]

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    tier: 'FlexConsumption'
    name: 'FC1'
  }
  properties: {
    reserved: true
  }
}

resource site 'Microsoft.Web/sites@2024-04-01' = {
  name: siteName
  location: location
  // azd finds the place for its service "api" by this tag.
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: 'Enabled'
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      runtime: {
        name: 'node'
        version: nodeVersion
      }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: deploymentContainerUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReadyInstances == 0
          ? []
          : [
              {
                name: 'http'
                instanceCount: alwaysReadyInstances
              }
            ]
        triggers: {
          http: {
            perInstanceConcurrency: httpConcurrency
          }
        }
      }
    }
    // No ftpsState, alwaysOn or linuxFxVersion: Flex Consumption has no FTP at all, and Microsoft lists these as deprecated there
    // (learn.microsoft.com/azure/azure-functions/flex-consumption-plan).
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      cors: {
        allowedOrigins: union(webClients, corsOrigins)
        supportCredentials: false
      }
    }
  }
}

resource ftpCredentials 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: site
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource scmCredentials 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: site
  name: 'scm'
  properties: {
    allow: false
  }
}

@description('Name of the site.')
output name string = site.name

@description('Host name that Azure gave the site.')
output hostName string = site.properties.defaultHostName
