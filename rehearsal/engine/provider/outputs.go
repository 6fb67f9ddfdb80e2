package main

import (
	"crypto/rand"
	"encoding/hex"
	"os"
	"strings"

	"google.golang.org/protobuf/types/known/structpb"
)

const account = "123456789012"

// unknown is the engine's text for an output that is not known before the deployment:
// https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go (UnknownStringValue)
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"

// newID returns an id for a resource: its name and eight random characters, so that a replacement has another one.
func newID(urn string) (string, error) {
	random := make([]byte, 4)
	if _, err := rand.Read(random); err != nil {
		return "", err
	}
	return nameOf(urn) + "-" + hex.EncodeToString(random), nil
}

// outputs returns the outputs of a new resource: its inputs, what the cloud has made, and what AWS adds.
func (p *provider) outputs(urn, id string, inputs, made map[string]any) map[string]any {
	name, given := inputs["name"].(string)
	if !given {
		name = id
	}
	outputs := map[string]any{"name": name}
	secret, _ := inputs["secretId"].(string)
	variables := strings.NewReplacer(
		"$id", id, "$name", name, "$region", p.region, "$account", account, "$secretId", secret,
	)
	for key, value := range p.added(urn) {
		outputs[key] = filled(value, variables)
	}
	for _, values := range []map[string]any{inputs, made} {
		for key, value := range values {
			outputs[key] = value
		}
	}
	return outputs
}

// preview returns the inputs of a new resource, and unknown values for what AWS will add.
func (p *provider) preview(urn string, inputs *structpb.Struct) *structpb.Struct {
	for _, key := range append(keysOf(p.added(urn), nil), "name") {
		if _, given := inputs.Fields[key]; !given {
			inputs.Fields[key] = structpb.NewStringValue(unknown)
		}
	}
	return inputs
}

// added returns what AWS adds to a type, with variables.
func (p *provider) added(urn string) map[string]any {
	resource := typeOf(urn)
	added := map[string]any{"arn": p.tables.outputs.Arns[resource]}
	if added["arn"] == "" {
		service := strings.ToLower(strings.Split(strings.Split(resource, ":")[1], "/")[0])
		added["arn"] = "arn:aws:" + service + ":$region:$account:$id"
	}
	for key, value := range p.tables.outputs.Outputs[resource] {
		added[key] = value
	}
	if balancer := os.Getenv("STANDIN_BALANCER"); balancer != "" && resource == "aws:lb/loadBalancer:LoadBalancer" {
		added["dnsName"] = balancer
	}
	return added
}

// filled replaces the variables in the texts of a value.
func filled(value any, variables *strings.Replacer) any {
	switch typed := value.(type) {
	case string:
		return variables.Replace(typed)
	case []any:
		list := make([]any, len(typed))
		for index, item := range typed {
			list[index] = filled(item, variables)
		}
		return list
	case map[string]any:
		object := map[string]any{}
		for key, item := range typed {
			object[key] = filled(item, variables)
		}
		return object
	}
	return value
}
