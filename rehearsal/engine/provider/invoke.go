package main

import (
	"context"
	"fmt"

	rpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/structpb"
)

// Invoke answers the data sources that the programs use. Another one is an error, since an invented answer would hide a mistake.
func (p *provider) Invoke(_ context.Context, request *rpc.InvokeRequest) (*rpc.InvokeResponse, error) {
	if err := logCall("invoke", request.Tok, false); err != nil {
		return nil, err
	}
	var answer map[string]any
	switch request.Tok {
	case "aws:index/getCallerIdentity:getCallerIdentity":
		answer = map[string]any{"accountId": account, "arn": "arn:aws:iam::" + account + ":user/ada", "userId": "ada", "id": account}
	case "aws:index/getRegion:getRegion":
		answer = map[string]any{"region": p.region, "name": p.region, "id": p.region, "description": p.region}
	case "aws:index/getPartition:getPartition":
		answer = map[string]any{"partition": "aws", "dnsSuffix": "amazonaws.com", "id": "aws"}
	case "aws:index/getAvailabilityZones:getAvailabilityZones":
		answer = map[string]any{"names": p.zones("%s%c"), "zoneIds": p.zones("%s-az%c"), "id": p.region}
	default:
		return nil, fmt.Errorf("the stand-in for the AWS provider does not answer %s", request.Tok)
	}
	result, err := structpb.NewStruct(answer)
	return &rpc.InvokeResponse{Return: result}, err
}

func (p *provider) zones(format string) []any {
	zones := []any{}
	for _, zone := range "abc" {
		zones = append(zones, fmt.Sprintf(format, p.region, zone))
	}
	return zones
}
