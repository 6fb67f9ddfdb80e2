package main

import (
	"context"
	"fmt"
	"os"
	"reflect"
	"strings"

	rpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/structpb"
)

type provider struct {
	rpc.UnimplementedResourceProviderServer
	tables   *tables
	declared *declarations
	cloud    *cloud
	region   string
}

func (p *provider) GetPluginInfo(context.Context, *emptypb.Empty) (*rpc.PluginInfo, error) {
	return &rpc.PluginInfo{Version: "7.48.0"}, nil
}

func (p *provider) GetSchema(context.Context, *rpc.GetSchemaRequest) (*rpc.GetSchemaResponse, error) {
	return &rpc.GetSchemaResponse{Schema: `{"name":"aws","version":"7.48.0"}`}, nil
}

func (p *provider) CheckConfig(_ context.Context, request *rpc.CheckRequest) (*rpc.CheckResponse, error) {
	return &rpc.CheckResponse{Inputs: request.News}, nil
}

// DiffConfig reports a change of the provider's region, so that its resources are compared in the new one.
func (p *provider) DiffConfig(_ context.Context, request *rpc.DiffRequest) (*rpc.DiffResponse, error) {
	if reflect.DeepEqual(request.OldInputs.AsMap(), request.News.AsMap()) {
		return &rpc.DiffResponse{Changes: rpc.DiffResponse_DIFF_NONE}, nil
	}
	return &rpc.DiffResponse{Changes: rpc.DiffResponse_DIFF_SOME}, nil
}

func (p *provider) Configure(_ context.Context, request *rpc.ConfigureRequest) (*rpc.ConfigureResponse, error) {
	p.region = request.Variables["aws:config:region"]
	if region, ok := request.Args.AsMap()["region"].(string); ok {
		p.region = region
	}
	p.cloud.region = p.region
	return &rpc.ConfigureResponse{SupportsPreview: true}, nil
}

func (p *provider) Cancel(context.Context, *emptypb.Empty) (*emptypb.Empty, error) {
	return &emptypb.Empty{}, nil
}

// Check rejects inputs that the SDK declares otherwise, and gives a regional resource the region of the provider, unless it has
// one of its own:
// https://github.com/pulumi/pulumi-aws/blob/72bd5227071b497eafc5da8a7955461ebc7dc9d2/provider/region.go
func (p *provider) Check(_ context.Context, request *rpc.CheckRequest) (*rpc.CheckResponse, error) {
	_, given := request.News.Fields["region"]
	if !given && isRegional(typeOf(request.Urn)) {
		// a resource without inputs
		if request.News.Fields == nil {
			request.News.Fields = map[string]*structpb.Value{}
		}
		request.News.Fields["region"] = structpb.NewStringValue(p.region)
	}
	failures := p.declared.failures(typeOf(request.Urn), request.News.AsMap())
	return &rpc.CheckResponse{Inputs: request.News, Failures: failures}, nil
}

// isRegional returns whether resources of a type are in a region.
func isRegional(resource string) bool {
	for _, global := range []string{"aws:iam/", "aws:budgets/", "aws:route53/"} {
		if strings.HasPrefix(resource, global) {
			return false
		}
	}
	return strings.HasPrefix(resource, "aws:")
}

func (p *provider) Create(_ context.Context, request *rpc.CreateRequest) (*rpc.CreateResponse, error) {
	if err := logCall("create", request.Urn, request.Preview); err != nil {
		return nil, err
	}
	if request.Preview {
		return &rpc.CreateResponse{Properties: p.preview(request.Urn, request.Properties)}, nil
	}
	if refused := os.Getenv("STANDIN_FAIL_CREATE"); refused != "" && strings.Contains(request.Urn, refused) {
		return nil, fmt.Errorf("the stand-in refuses to create %s", request.Urn)
	}
	inputs := request.Properties.AsMap()
	id, err := newID(request.Urn)
	if err != nil {
		return nil, err
	}
	made, err := p.cloud.create(typeOf(request.Urn), id, inputs)
	if err != nil {
		return nil, err
	}
	outputs := p.outputs(request.Urn, id, inputs, made)
	properties, err := structpb.NewStruct(outputs)
	return &rpc.CreateResponse{Id: id, Properties: properties}, err
}

func (p *provider) Update(_ context.Context, request *rpc.UpdateRequest) (*rpc.UpdateResponse, error) {
	if err := logCall("update", request.Urn, request.Preview); err != nil {
		return nil, err
	}
	olds, news := request.Olds.AsMap(), request.News.AsMap()
	if !request.Preview {
		if err := p.cloud.update(typeOf(request.Urn), olds, news); err != nil {
			return nil, err
		}
	}
	// what AWS has added stays
	for key, value := range olds {
		if _, given := news[key]; !given && !contains(request.OldInputs, key) {
			news[key] = value
		}
	}
	properties, err := structpb.NewStruct(news)
	return &rpc.UpdateResponse{Properties: properties}, err
}

func (p *provider) Delete(_ context.Context, request *rpc.DeleteRequest) (*emptypb.Empty, error) {
	if err := logCall("delete", request.Urn, false); err != nil {
		return nil, err
	}
	return &emptypb.Empty{}, p.cloud.delete(typeOf(request.Urn), request.Properties.AsMap())
}

func (p *provider) Read(_ context.Context, request *rpc.ReadRequest) (*rpc.ReadResponse, error) {
	if err := logCall("read", request.Urn, false); err != nil {
		return nil, err
	}
	state, inputs := request.Properties.AsMap(), request.Inputs.AsMap()
	changed, exists, err := p.cloud.read(typeOf(request.Urn), state)
	if err != nil {
		return nil, err
	}
	if !exists {
		return &rpc.ReadResponse{}, nil
	}
	if drifted := os.Getenv("STANDIN_DRIFT"); drifted != "" && strings.Contains(request.Urn, drifted) {
		changed = map[string]any{"description": "changed by hand"}
	}
	for key, value := range changed {
		state[key], inputs[key] = value, value
	}
	properties, err := structpb.NewStruct(state)
	if err != nil {
		return nil, err
	}
	read, err := structpb.NewStruct(inputs)
	return &rpc.ReadResponse{Id: request.Id, Properties: properties, Inputs: read}, err
}

func contains(properties *structpb.Struct, key string) bool {
	if properties == nil {
		return false
	}
	_, ok := properties.Fields[key]
	return ok
}
