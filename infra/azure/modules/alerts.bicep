// Alerts for the operator, in the portal and, with an address, by mail. What each means and what to do: HANDBOOK.md.

@description('Name of the Application Insights component.')
param insightsName string

@description('Resource id of the Log Analytics workspace.')
param workspaceId string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Ending of the resources\' names, the same for all of this deployment.')
@minLength(1)
@maxLength(40)
param token string

@description('Mail address for alerts; empty: none.')
@maxLength(254)
param email string

@description('Origin of the app, such as https://app.example.com.')
param origin string

@description('Minutes between two probes of /health/ready from outside; 0: no probe.')
@allowed([
  0
  5
  10
  15
])
param probeMinutes int

@description('Answers of the app with a status of 5xx in 15 minutes.')
@minValue(1)
param serverErrorThreshold int

@description('Refused tokens (401) in 15 minutes. Every client that connects begins with one or two.')
@minValue(1)
param unauthorizedThreshold int

@description('Webhooks of Telnyx in an hour that are refused (401), in percent of all. Errors of the app (5xx) count five times.')
@minValue(1)
param webhookThreshold int

@description('Tool calls in 15 minutes that Telnyx did not answer, or answered with an error of its own.')
@minValue(1)
param upstreamErrorThreshold int

@description('Tool calls that reach people (messages, calls, chats with assistants) in one hour.')
@minValue(1)
param sendsPerHourThreshold int

@description('Tool calls that buy something in 15 minutes.')
@minValue(1)
param purchaseThreshold int

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource operators 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'ag-${token}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'telnyx-mcp'
    emailReceivers: [
      {
        name: 'operator'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

// Each query returns rows with itemCount. An alert fires when their sum in the window exceeds the threshold.
// Severity: 1 error, 2 warning.
var rules = [
  {
    name: 'server-errors'
    title: 'Telnyx MCP: the app answers with errors of its own (5xx)'
    query: loadTextContent('../queries/alert-server-errors.kql')
    severity: 1
    threshold: serverErrorThreshold
    every: 'PT5M'
    window: 'PT15M'
  }
  {
    name: 'unauthorized'
    title: 'Telnyx MCP: a burst of refused tokens (401)'
    query: loadTextContent('../queries/alert-unauthorized.kql')
    severity: 2
    threshold: unauthorizedThreshold
    every: 'PT15M'
    window: 'PT15M'
  }
  {
    name: 'webhook'
    title: 'Telnyx MCP: events of Telnyx do not reach the inbox (401, 5xx)'
    query: loadTextContent('../queries/alert-webhook.kql')
    severity: 1
    threshold: webhookThreshold
    every: 'PT15M'
    window: 'PT1H'
  }
  {
    name: 'upstream-errors'
    title: 'Telnyx MCP: Telnyx fails or refuses the API key'
    query: loadTextContent('../queries/alert-upstream-errors.kql')
    severity: 2
    threshold: upstreamErrorThreshold
    every: 'PT5M'
    window: 'PT15M'
  }
  {
    name: 'sends'
    title: 'Telnyx MCP: unusually many messages and calls in an hour'
    query: loadTextContent('../queries/alert-sends.kql')
    severity: 2
    threshold: sendsPerHourThreshold
    every: 'PT15M'
    window: 'PT1H'
  }
  {
    name: 'purchases'
    title: 'Telnyx MCP: something was bought'
    query: loadTextContent('../queries/alert-purchases.kql')
    severity: 2
    threshold: purchaseThreshold
    every: 'PT5M'
    window: 'PT15M'
  }
  {
    name: 'ingestion'
    title: 'Telnyx MCP: logs and the audit trail do not arrive'
    query: loadTextContent('../queries/alert-ingestion.kql')
    severity: 1
    threshold: 1
    every: 'PT15M'
    window: 'P1D'
    // Only the workspace reports its daily cap.
    scope: 'workspace'
  }
  {
    name: 'not-ready'
    title: 'Telnyx MCP: the app is not ready'
    query: loadTextContent('../queries/alert-not-ready.kql')
    severity: 1
    // Five-minute slots with a failed check. A single one may be a deployment.
    threshold: 2
    every: 'PT5M'
    window: 'PT45M'
  }
]

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: 'alert-${rule.name}-${token}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.title
      description: 'What it means and what to do: infra/azure/HANDBOOK.md, "Alerts".'
      enabled: true
      severity: rule.severity
      scopes: [
        contains(rule, 'scope') ? workspaceId : insights.id
      ]
      evaluationFrequency: rule.every
      windowSize: rule.window
      autoMitigate: true
      // A new component has no tables yet, so validating the query would fail.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Total'
            metricMeasureColumn: 'itemCount'
            operator: 'GreaterThanOrEqual'
            threshold: rule.threshold
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: empty(email) ? [] : [operators.id]
      }
    }
  }
]

// A probe from outside also detects an app that does not start, or a name that does not resolve.
resource probe 'Microsoft.Insights/webtests@2022-06-15' = if (probeMinutes > 0) {
  name: 'probe-${token}'
  location: location
  tags: union(tags, { 'hidden-link:${insights.id}': 'Resource' })
  kind: 'standard'
  properties: {
    SyntheticMonitorId: 'probe-${token}'
    Name: 'Telnyx MCP: /health/ready'
    Enabled: true
    Kind: 'standard'
    // Seconds. The timeout allows for a cold start.
    Frequency: max(probeMinutes, 5) * 60
    Timeout: 30
    RetryEnabled: true
    Locations: [
      {
        Id: 'emea-nl-ams-azr'
      }
      {
        Id: 'us-va-ash-azr'
      }
    ]
    Request: {
      RequestUrl: '${origin}/health/ready'
      HttpVerb: 'GET'
      ParseDependentRequests: false
      FollowRedirects: false
    }
    ValidationRules: {
      ExpectedHttpStatusCode: 200
      SSLCheck: true
      SSLCertRemainingLifetimeCheck: 7
    }
  }
}
