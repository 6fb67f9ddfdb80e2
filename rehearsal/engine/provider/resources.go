package main

import (
	"encoding/json"
	"net/http"
	"strings"
)

const (
	clusterType    = "aws:ecs/cluster:Cluster"
	definitionType = "aws:ecs/taskDefinition:TaskDefinition"
	serviceType    = "aws:ecs/service:Service"
	bucketType     = "aws:s3/bucket:Bucket"
	keyType        = "aws:kms/key:Key"
	aliasType      = "aws:kms/alias:Alias"
)

// create creates a resource in the cloud and returns the outputs that only the cloud knows.
func (c *cloud) create(resource, id string, inputs map[string]any) (map[string]any, error) {
	if c.endpoint == "" {
		return nil, nil
	}
	switch resource {
	case clusterType:
		answer, err := c.call(ecs, "CreateCluster", map[string]any{"clusterName": inputs["name"]})
		if err != nil {
			return nil, err
		}
		made, _ := answer["cluster"].(map[string]any)
		return map[string]any{"arn": made["clusterArn"]}, nil
	case definitionType:
		return c.register(inputs)
	case serviceType:
		_, err := c.call(ecs, "CreateService", map[string]any{
			"cluster":        clusterOf(inputs),
			"serviceName":    inputs["name"],
			"taskDefinition": inputs["taskDefinition"],
			"desiredCount":   inputs["desiredCount"],
		})
		return nil, err
	case bucketType:
		name, ok := inputs["bucket"].(string)
		if !ok {
			name = id
		}
		return nil, c.bucket(http.MethodPut, name)
	case keyType:
		return c.createKey(inputs)
	case aliasType:
		_, err := c.call(kms, "CreateAlias", map[string]any{
			"AliasName":   inputs["name"],
			"TargetKeyId": inputs["targetKeyId"],
		})
		return nil, err
	}
	return nil, nil
}

// register registers a revision of a task definition.
func (c *cloud) register(inputs map[string]any) (map[string]any, error) {
	var containers []any
	if err := json.Unmarshal([]byte(text(inputs["containerDefinitions"])), &containers); err != nil {
		return nil, err
	}
	answer, err := c.call(ecs, "RegisterTaskDefinition", map[string]any{
		"family":                  inputs["family"],
		"containerDefinitions":    containers,
		"requiresCompatibilities": inputs["requiresCompatibilities"],
		"networkMode":             inputs["networkMode"],
		"cpu":                     inputs["cpu"],
		"memory":                  inputs["memory"],
	})
	if err != nil {
		return nil, err
	}
	definition, _ := answer["taskDefinition"].(map[string]any)
	arn := text(definition["taskDefinitionArn"])
	return map[string]any{
		"arn":                arn,
		"arnWithoutRevision": arn[:strings.LastIndex(arn, ":")],
		"revision":           definition["revision"],
	}, nil
}

// createKey creates a key of KMS, with which the scripts can sign.
func (c *cloud) createKey(inputs map[string]any) (map[string]any, error) {
	input := map[string]any{"Description": inputs["description"]}
	for name, key := range map[string]string{"KeyUsage": "keyUsage", "KeySpec": "customerMasterKeySpec"} {
		if value := text(inputs[key]); value != "" {
			input[name] = value
		}
	}
	answer, err := c.call(kms, "CreateKey", input)
	if err != nil {
		return nil, err
	}
	made, _ := answer["KeyMetadata"].(map[string]any)
	return map[string]any{"arn": made["Arn"], "keyId": made["KeyId"]}, nil
}

// update updates a service; other resources have nothing that the scripts ask for.
func (c *cloud) update(resource string, olds, news map[string]any) error {
	if c.endpoint == "" || resource != serviceType {
		return nil
	}
	input := map[string]any{
		"cluster":        clusterOf(news),
		"service":        news["name"],
		"taskDefinition": news["taskDefinition"],
	}
	if news["desiredCount"] != olds["desiredCount"] {
		input["desiredCount"] = news["desiredCount"]
	}
	_, err := c.call(ecs, "UpdateService", input)
	return err
}

// delete deletes a resource. A revision with skipDestroy stays registered.
func (c *cloud) delete(resource string, state map[string]any) error {
	if c.endpoint == "" {
		return nil
	}
	var err error
	switch resource {
	case clusterType:
		_, err = c.call(ecs, "DeleteCluster", map[string]any{"cluster": state["name"]})
	case definitionType:
		if state["skipDestroy"] != true {
			_, err = c.call(ecs, "DeregisterTaskDefinition", map[string]any{"taskDefinition": state["arn"]})
		}
	case serviceType:
		input := map[string]any{"cluster": clusterOf(state), "service": state["name"], "force": true}
		_, err = c.call(ecs, "DeleteService", input)
	case bucketType:
		if name, ok := state["bucket"].(string); ok {
			err = c.bucket(http.MethodDelete, name)
		}
	case keyType:
		_, err = c.call(kms, "ScheduleKeyDeletion", map[string]any{"KeyId": state["keyId"]})
	case aliasType:
		_, err = c.call(kms, "DeleteAlias", map[string]any{"AliasName": state["name"]})
	}
	return err
}

// read returns the inputs of a resource that were changed outside of Pulumi, and whether the resource still exists.
func (c *cloud) read(resource string, state map[string]any) (map[string]any, bool, error) {
	if c.endpoint == "" || resource != serviceType {
		return nil, true, nil
	}
	answer, err := c.call(ecs, "DescribeServices", map[string]any{
		"cluster":  clusterOf(state),
		"services": []any{state["name"]},
	})
	if err != nil {
		return nil, false, err
	}
	services, _ := answer["services"].([]any)
	if len(services) == 0 {
		return nil, false, nil
	}
	service, _ := services[0].(map[string]any)
	changed := map[string]any{"taskDefinition": service["taskDefinition"], "desiredCount": service["desiredCount"]}
	return changed, service["status"] == "ACTIVE", nil
}

// clusterOf returns the name of the cluster in its ARN.
func clusterOf(service map[string]any) string {
	parts := strings.Split(text(service["cluster"]), "/")
	return parts[len(parts)-1]
}

func text(value any) string {
	typed, _ := value.(string)
	return typed
}
