// The storage account: the deployment package, the host's blobs (timer locks), the grants, what the guard remembers, and the inbox.
// No shared keys and no public access: Entra roles alone.

@description('Name of the storage account: lower-case letters and digits.')
@minLength(3)
@maxLength(24)
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Redundancy: copies in one datacentre (LRS) or in three zones (ZRS).')
@allowed([
  'Standard_LRS'
  'Standard_ZRS'
])
param sku string

@description('Name of the container that holds the package.')
@minLength(3)
@maxLength(63)
param deploymentContainerName string

@description('Only private endpoints reach the account.')
param privateNetwork bool

@description('Resource id of the Log Analytics workspace.')
param workspaceId string

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: sku
  }
  properties: {
    accessTier: 'Hot'
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
    // Without a virtual network the app's addresses are not known in advance, so only roles protect the account.
    networkAcls: {
      defaultAction: privateNetwork ? 'Deny' : 'Allow'
      bypass: 'None'
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: {
      enabled: true
      days: 7
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: 7
    }
  }
}

resource deployments 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: blobs
  name: deploymentContainerName
  properties: {
    publicAccess: 'None'
  }
}

// Names are those of the Functions host: for its locks and the timer's, and for its keys. Created here, because its role allows only these two.
resource hostLocks 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: blobs
  name: 'azure-webjobs-hosts'
  properties: {
    publicAccess: 'None'
  }
}

resource hostKeys 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: blobs
  name: 'azure-webjobs-secrets'
  properties: {
    publicAccess: 'None'
  }
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices@2024-01-01' = {
  parent: account
  name: 'default'
}

// The tables of the inbox are made by the app: one for each month, and one for Telnyx's public keys.
resource grants 'Microsoft.Storage/storageAccounts/tableServices/tables@2024-01-01' = {
  parent: tables
  name: 'grants'
}

resource guard 'Microsoft.Storage/storageAccounts/tableServices/tables@2024-01-01' = {
  parent: tables
  name: 'guard'
}

// Without reads: the app checks each person's grant once a minute, which would fill most of the log.
resource tableLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: tables
  name: 'to-log-analytics'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'StorageWrite'
        enabled: true
      }
      {
        category: 'StorageDelete'
        enabled: true
      }
    ]
  }
}

@description('Resource id.')
output id string = account.id

@description('Name of the account.')
output name string = account.name

@description('URL of the container that holds the package.')
output deploymentContainerUrl string = '${account.properties.primaryEndpoints.blob}${deployments.name}'

@description('URL of the table service.')
output tablesUrl string = account.properties.primaryEndpoints.table
