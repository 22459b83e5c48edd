// A page in the portal with requests, errors, logins and sends, made of the queries in ../queries.

@description('Name of the Application Insights component.')
param insightsName string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

var panels = [
  {
    name: 'requests'
    title: 'Requests: count, errors, and how long they take (ms)'
    query: loadTextContent('../queries/requests.kql')
    visualization: 'table'
  }
  {
    name: 'statuses'
    title: 'Answers by status'
    query: loadTextContent('../queries/statuses.kql')
    visualization: 'timechart'
  }
  {
    name: 'tools'
    title: 'Tools: calls, outcomes, and how long they take (ms)'
    query: loadTextContent('../queries/tools.kql')
    visualization: 'table'
  }
  {
    name: 'sends'
    title: 'What reached people, cost money or was deleted: by hour, tool and client'
    query: loadTextContent('../queries/sends.kql')
    visualization: 'table'
  }
  {
    name: 'audit'
    title: 'Audit: who did what to whom, through which client'
    query: loadTextContent('../queries/audit.kql')
    visualization: 'table'
  }
  {
    name: 'webhooks'
    title: 'Inbox: what Telnyx sends, and what of it is refused'
    query: loadTextContent('../queries/webhooks.kql')
    visualization: 'table'
  }
  {
    name: 'logins'
    title: 'Logins, tokens, clients and revocations'
    query: loadTextContent('../queries/logins.kql')
    visualization: 'table'
  }
  {
    name: 'errors'
    title: 'Errors: what nobody foresaw, and what is not reachable'
    query: loadTextContent('../queries/errors.kql')
    visualization: 'table'
  }
]

var introduction = [
  {
    type: 1
    name: 'introduction'
    content: {
      json: '## Telnyx MCP\nEvery figure comes from the app\'s own log lines. Subjects are ids of Entra (tenant.object); texts, tokens and full numbers are never logged.'
    }
  }
  {
    type: 9
    name: 'parameters'
    content: {
      version: 'KqlParameterItem/1.0'
      style: 'pills'
      queryType: 0
      resourceType: 'microsoft.insights/components'
      parameters: [
        {
          id: guid(insights.id, 'TimeRange')
          version: 'KqlParameterItem/1.0'
          name: 'TimeRange'
          label: 'Time'
          type: 4
          isRequired: true
          value: {
            durationMs: 86400000
          }
          typeSettings: {
            allowCustom: true
            selectableValues: [
              {
                durationMs: 3600000
              }
              {
                durationMs: 86400000
              }
              {
                durationMs: 604800000
              }
              {
                durationMs: 2592000000
              }
            ]
          }
        }
      ]
    }
  }
]

var queryItems = map(panels, panel => {
  type: 3
  name: panel.name
  content: {
    version: 'KqlItem/1.0'
    title: panel.title
    query: panel.query
    size: 0
    queryType: 0
    resourceType: 'microsoft.insights/components'
    visualization: panel.visualization
    timeContextFromParameter: 'TimeRange'
    showExportToExcel: true
  }
})

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  // The name of a workbook has to be a GUID.
  name: guid(insights.id, 'workbook')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Telnyx MCP'
    category: 'workbook'
    version: 'Notebook/1.0'
    sourceId: insights.id
    serializedData: string({
      version: 'Notebook/1.0'
      items: concat(introduction, queryItems)
      fallbackResourceIds: [
        insights.id
      ]
    })
  }
}
